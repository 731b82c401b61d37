import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventBridgeWorld, NOW, ROLE } from "./event-bridge-world.js";

const world = eventBridgeWorld();

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Simulated seconds since the start. */
  readonly at: number;
}
type Answer = { readonly status?: number; readonly body?: unknown } | "never";

/** What `/token` and `/hook` of a program were sent, and what they return next. */
const received = { token: [] as Received[], hook: [] as Received[] };
const answers = { token: [] as Answer[], hook: [] as Answer[] };
let issued = 0;
const server = createServer((request, response) => {
  const place = request.url?.startsWith("/token") ? "token" : "hook";
  let body = "";
  request.on("data", (piece: Buffer) => {
    body += piece.toString();
  });
  request.on("end", () => {
    const { method, url, headers } = request;
    received[place].push({ method, url, headers, body, at: (world.sim.clock.now() - NOW) / 1000 });
    const answer = answers[place].shift() ?? {};
    if (answer === "never") return;
    const usual =
      place === "token" ? { access_token: `t${++issued}`, token_type: "Bearer", expires_in: 3600 } : "ok";
    const content = answer.body ?? usual;
    response
      .writeHead(answer.status ?? 200)
      .end(typeof content === "string" ? content : JSON.stringify(content));
  });
});
let origin = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const place of ["token", "hook"] as const) {
    received[place].length = 0;
    answers[place].length = 0;
  }
  issued = 0;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** A connection with OAuth, and a rule that sends the events of a shop to an API destination. */
async function connected(oauth: object = {}, destination: object = {}): Promise<void> {
  const { ConnectionArn } = await world.events.createConnection({
    Name: "c",
    AuthorizationType: "OAUTH_CLIENT_CREDENTIALS",
    AuthParameters: {
      OAuthParameters: {
        AuthorizationEndpoint: `${origin}/token`,
        HttpMethod: "POST",
        ClientParameters: { ClientID: "id", ClientSecret: "a&b" },
        ...oauth,
      },
    },
  });
  const { ApiDestinationArn: Arn } = await world.events.createApiDestination({
    Name: "d",
    ConnectionArn,
    InvocationEndpoint: `${origin}/hook`,
    HttpMethod: "POST",
    ...destination,
  });
  await world.rule("r", { source: ["shop"] }, { Id: "d", Arn, RoleArn: ROLE });
  await world.sim.clock.advance("1s");
}

async function state() {
  const { ConnectionState, StateReason } = await world.events.describeConnection({ Name: "c" });
  const { ApiDestinationState } = await world.events.describeApiDestination({ Name: "d" });
  return [ConnectionState, StateReason, ApiDestinationState];
}
const tokens = () => received.hook.map(({ headers }) => headers.authorization);

describe("the token of a connection with OAuth", () => {
  test("is requested from its endpoint, and sent to the destination", async () => {
    await connected();
    expect(received.token).toMatchObject([
      {
        method: "POST",
        url: "/token",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "grant_type=client_credentials&client_id=id&client_secret=a%26b",
      },
    ]);
    expect(await state()).toEqual(["AUTHORIZED", undefined, "ACTIVE"]);
    await world.put({ id: 1 });
    expect(received.hook).toMatchObject([
      { headers: { authorization: "Bearer t1", range: "bytes=0-1048575" } },
    ]);
    expect(JSON.stringify(await world.events.describeConnection({ Name: "c" }))).not.toContain("t1");
  });

  test("is requested with the parameters of the connection", async () => {
    await connected({
      HttpMethod: "GET",
      OAuthHttpParameters: {
        HeaderParameters: [{ Key: "x-tenant", Value: "shop" }],
        QueryStringParameters: [{ Key: "q", Value: "1" }],
        BodyParameters: [{ Key: "audience", Value: "orders", IsValueSecret: true }],
      },
    });
    expect(received.token).toMatchObject([
      {
        method: "GET",
        url: "/token?q=1&grant_type=client_credentials&client_id=id&client_secret=a%26b&audience=orders",
        headers: { "x-tenant": "shop" },
        body: "",
      },
    ]);
  });

  test("is replaced a minute before it expires", async () => {
    await connected();
    await world.sim.clock.advance(3540 * 1000 - 1);
    expect(received.token).toHaveLength(1);
    await world.sim.clock.advance(1);
    await world.put({});
    expect([received.token.map(({ at }) => at), tokens()]).toEqual([[1, 3541], ["Bearer t2"]]);
    await world.sim.clock.runUntilIdle();
    expect(received.token).toHaveLength(2);
  });

  test("is replaced when the destination rejects it, before the request is sent again", async () => {
    await connected();
    answers.hook.push({ status: 401 }, { status: 401 });
    await world.put({});
    await world.sim.clock.advance("10s");
    expect(tokens()).toEqual(["Bearer t1", "Bearer t2", "Bearer t3"]);
    expect(received.token).toHaveLength(3);
    const [target] = world.sim.eventBridge.events()[0]?.matched[0]?.targets ?? [];
    expect(target).toMatchObject({ status: "delivered", attempts: 3 });
  });

  test("survives a snapshot, in which a request for it is sent again", async () => {
    answers.token.push("never");
    await connected();
    expect(await state()).toEqual(["AUTHORIZING", undefined, "INACTIVE"]);
    const snapshot = world.sim.snapshot();
    world.sim.restore(snapshot);
    await world.sim.clock.advance(0);
    expect(await state()).toEqual(["AUTHORIZED", undefined, "ACTIVE"]);
    const authorized = world.sim.snapshot();
    world.sim.restore(authorized);
    await world.put({});
    expect([received.token.length, tokens()]).toEqual([2, ["Bearer t1"]]);
  });
});

describe("a connection is deauthorized", () => {
  test.each<[string, Answer, string]>([
    ["an error", { status: 403 }, "The authorization endpoint returned status 403."],
    ["no JSON", { body: "<html>" }, "The authorization endpoint returned no JSON."],
    ["no token", { body: { token: "x" } }, "The authorization endpoint returned no access_token."],
    ["nothing", "never", "The authorization endpoint did not respond in time."],
  ])("by an endpoint that returns %s", async (_, answer, reason) => {
    answers.token.push(answer);
    await connected();
    await world.sim.clock.advance("5s");
    expect(await state()).toEqual(["DEAUTHORIZED", reason, "INACTIVE"]);
    await world.put({});
    const [target] = world.sim.eventBridge.events()[0]?.matched[0]?.targets ?? [];
    expect([target?.status, received.hook]).toEqual(["failed", []]);
    await world.events.updateConnection({ Name: "c" });
    expect(await state()).toEqual(["AUTHORIZING", undefined, "INACTIVE"]);
    await world.sim.clock.advance("1s");
    expect(await state()).toEqual(["AUTHORIZED", undefined, "ACTIVE"]);
  });

  test("by an endpoint that no one listens at", async () => {
    await connected({ AuthorizationEndpoint: "http://127.0.0.1:1/token" });
    expect(await state()).toEqual([
      "DEAUTHORIZED",
      expect.stringMatching(/^The authorization endpoint was not reached: /),
      "INACTIVE",
    ]);
  });

  test("by DeauthorizeConnection, which ends a request that is in progress", async () => {
    answers.token.push("never");
    await connected();
    await world.events.deauthorizeConnection({ Name: "c" });
    await world.sim.clock.advance("1h");
    expect(await state()).toEqual(["DEAUTHORIZED", undefined, "INACTIVE"]);
    expect(received.token).toHaveLength(1);
  });
});

describe("InvocationRateLimitPerSecond", () => {
  test("spreads requests over the seconds", async () => {
    await connected({}, { InvocationRateLimitPerSecond: 2 });
    const Entries = Array.from({ length: 5 }, () => ({ Source: "shop", DetailType: "t", Detail: "{}" }));
    await world.events.putEvents({ Entries });
    await world.sim.clock.advance("1500ms");
    await world.put({});
    await world.sim.clock.advance("10s");
    expect(received.hook.map(({ at }) => at)).toEqual([1, 1, 2, 2, 3, 3]);
    const targets = world.sim.eventBridge.events().flatMap(({ matched }) => matched[0]?.targets ?? []);
    expect(targets.map(({ status, attempts }) => [status, attempts])).toEqual(
      Array(6).fill(["delivered", 1]),
    );
  });

  test("counts the deliveries that a restore brings back", async () => {
    await connected({}, { InvocationRateLimitPerSecond: 1 });
    await world.put({ n: 1 });
    await world.put({ n: 2 });
    const snapshot = world.sim.snapshot();
    world.sim.restore(snapshot);
    await world.put({ n: 3 });
    await world.sim.clock.advance("1s");
    await world.sim.clock.advance("1s");
    expect(received.hook.map(({ at }) => at)).toEqual([1, 2, 3]);
  });
});

test("what a rule sends cannot change the headers of EventBridge", async () => {
  const { ConnectionArn } = await world.events.createConnection({
    Name: "c",
    AuthorizationType: "API_KEY",
    AuthParameters: {
      ApiKeyAuthParameters: { ApiKeyName: "X-Key", ApiKeyValue: "k" },
      InvocationHttpParameters: { HeaderParameters: [{ Key: "User-Agent", Value: "mine" }] },
    },
  });
  const { ApiDestinationArn: Arn } = await world.events.createApiDestination({
    Name: "d",
    ConnectionArn,
    InvocationEndpoint: `${origin}/hook`,
    HttpMethod: "POST",
  });
  const HttpParameters = { HeaderParameters: { Range: "bytes=0-1", "Content-Type": "text/plain" } };
  await world.rule("r", { source: ["shop"] }, { Id: "d", Arn, RoleArn: ROLE, HttpParameters });
  await world.put({});
  expect(received.hook).toMatchObject([
    {
      headers: {
        "user-agent": "Amazon/EventBridge/ApiDestinations",
        range: "bytes=0-1048575",
        "content-type": "text/plain",
        "x-key": "k",
      },
    },
  ]);
});
