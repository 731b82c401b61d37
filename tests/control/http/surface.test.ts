import { readFile } from "node:fs/promises";
import { CreateClusterCommand, ListClustersCommand } from "@aws-sdk/client-ecs";
import { request } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { VERSION } from "../../../lib/version.js";
import { ecsOf, startToy, type ToySim } from "../../support/toy.js";

let sim: ToySim;
beforeAll(async () => {
  sim = await startToy({ clock: "frozen", startTime: "2030-01-01T00:00:00Z", seed: "http" });
});
afterEach(() => sim.reset());
afterAll(() => sim.close());

type Method = "GET" | "POST" | "PATCH" | "DELETE" | "PUT" | "OPTIONS";

async function call(method: Method, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await request(`${sim.url}/_sim${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
}

const client = () => ecsOf(sim, { direct: true, maxAttempts: 1 });

test("the version is the package's", async () => {
  const manifest = JSON.parse(await readFile(new URL("../../../package.json", import.meta.url), "utf8"));
  expect(VERSION).toBe(manifest.version);
  expect(await call("GET", "/health")).toEqual({
    status: 200,
    body: {
      status: "ok",
      version: manifest.version,
      services: ["ecs"],
      region: "us-east-1",
      accountId: "123456789012",
    },
  });
});

test("time moves and due work happens", async () => {
  await client().send(new CreateClusterCommand({ clusterName: "one" }));
  const advanced = await call("POST", "/clock/advance", { duration: "2s" });
  expect(advanced).toEqual({ status: 200, body: { now: "2030-01-01T00:00:02.000Z", mode: "frozen" } });
  expect(await call("GET", "/state/ecs")).toEqual({
    status: 200,
    body: { clusters: [{ clusterName: "one", status: "PENDING" }] },
  });
  expect((await call("POST", "/clock/run-until-idle")).body).toEqual({
    now: "2030-01-01T00:00:04.000Z",
    mode: "frozen",
  });
  expect((await call("POST", "/clock/set", { time: 0 })).body).toEqual({
    now: "1970-01-01T00:00:00.000Z",
    mode: "frozen",
  });
  expect((await call("POST", "/clock/resume")).body).toMatchObject({ mode: "running" });
  expect((await call("POST", "/clock/freeze")).body).toMatchObject({ mode: "frozen" });
  expect((await call("GET", "/clock")).body).toMatchObject({ mode: "frozen" });
});

test("delays change and held transitions are let go", async () => {
  const delays = { ecs: { provisioning: "never", pending: 2000 } };
  expect(await call("PATCH", "/delays", { ecs: { provisioning: "never" } })).toEqual({
    status: 200,
    body: delays,
  });
  expect((await call("GET", "/delays")).body).toEqual(delays);
  await client().send(new CreateClusterCommand({ clusterName: "one" }));
  const released = await call("POST", "/transitions/release", {
    service: "ecs",
    transition: "provisioning",
    resource: "one",
  });
  expect(released.body).toEqual({ released: 1 });
  expect(sim.ecs.state().clusters).toMatchObject([{ status: "PENDING" }]);
});

test("faults strike, count and go (A20)", async () => {
  const { body: added } = await call("POST", "/faults", {
    operation: "ListClusters",
    error: "ServerException",
    times: 1,
  });
  const { id } = added as { id: string };
  await expect(client().send(new ListClustersCommand())).rejects.toThrow("ServerException");
  const shown = { id, hits: 1, operation: "ListClusters", error: "ServerException", times: 1 };
  expect((await call("GET", "/faults")).body).toEqual({ faults: [shown] });
  expect((await call("GET", `/faults/${id}`)).body).toEqual(shown);
  expect(await call("DELETE", `/faults/${id}`)).toEqual({ status: 204, body: undefined });
  expect((await call("GET", "/faults")).body).toEqual({ faults: [] });
  expect((await call("DELETE", `/faults/${id}`)).status).toBe(404);
});

test("requests are listed, filtered and forgotten; control itself is not among them (A15)", async () => {
  await client().send(new ListClustersCommand());
  await client()
    .send(new CreateClusterCommand({ clusterName: "broken" }))
    .catch(() => {});
  const list = async (query: string) => {
    const { requests } = (await call("GET", `/requests${query}`)).body as {
      requests: Record<string, unknown>[];
    };
    return requests;
  };
  expect((await list("")).map(({ operation }) => operation)).toEqual(["ListClusters", "CreateCluster"]);
  expect(await list("?status=500")).toMatchObject([
    {
      operation: "CreateCluster",
      startedAt: "2030-01-01T00:00:00.000Z",
      exception: { message: "the toy broke" },
    },
  ]);
  expect(await call("DELETE", "/requests")).toEqual({ status: 204, body: undefined });
  expect(await list("")).toEqual([]);
});

test("snapshots and reset", async () => {
  const { id } = (await call("POST", "/snapshots")).body as { id: string };
  await client().send(new CreateClusterCommand({ clusterName: "one" }));
  expect((await call("POST", `/snapshots/${id}/restore`)).status).toBe(204);
  expect(sim.ecs.state()).toEqual({ clusters: [] });
  await client().send(new CreateClusterCommand({ clusterName: "one" }));
  expect((await call("POST", "/reset")).status).toBe(204);
  expect(sim.ecs.state()).toEqual({ clusters: [] });
  expect((await call("DELETE", `/snapshots/${id}`)).status).toBe(404);
  const another = (await call("POST", "/snapshots")).body as { id: string };
  expect((await call("DELETE", `/snapshots/${another.id}`)).status).toBe(204);
  expect((await call("POST", `/snapshots/${another.id}/restore`)).status).toBe(404);
});

describe("rejections state what happened and what to do", () => {
  test.each<[Method, string, unknown, number, string | RegExp]>([
    ["GET", "/nothing", undefined, 404, /^There is no GET \/_sim\/nothing\. There are: GET \/_sim\/health, /],
    ["GET", "/clocks", undefined, 404, /^There is no GET \/_sim\/clocks\. There are: /],
    ["PUT", "/clock", undefined, 405, "PUT is not supported on /_sim/clock. Use GET."],
    ["GET", "/reset", undefined, 405, "GET is not supported on /_sim/reset. Use POST."],
    ["POST", "/clock/advance", "{", 400, "The body is not valid JSON. Send a JSON document, or no body."],
    ["POST", "/clock/advance", undefined, 400, '"body" must be a JSON object, not undefined.'],
    ["POST", "/clock/advance", { duration: "soon" }, 400, /^Invalid duration: "soon"\./],
    ["POST", "/clock/advance", { time: 1 }, 400, 'The body has no "time". It has: duration.'],
    ["POST", "/clock/set", {}, 400, '"time" must be an ISO 8601 string or milliseconds since the epoch.'],
    ["POST", "/clock/set", { time: "later" }, 400, /^Invalid time: "later"/],
    ["POST", "/clock/set", { time: 9e15 }, 400, /^Invalid time: 9000000000000000\. /],
    ["POST", "/clock/advance", { duration: 9e15 }, 400, /^The duration 9000000000000000 is too long: /],
    [
      "POST",
      "/clock/advance",
      { duration: 8e15 },
      400,
      /^Time cannot move beyond the end of the year 9999\./,
    ],
    ["POST", "/faults", { latency: "100000000000d" }, 400, /^The duration "100000000000d" is too long: /],
    ["PATCH", "/delays", 9e15, 400, /^The duration 9000000000000000 is too long: /],
    ["PATCH", "/delays", { ecs: { nothing: 0 } }, 400, /^There is no transition "ecs\.nothing"\. /],
    ["PATCH", "/delays", undefined, 400, /^There is no body\./],
    ["POST", "/transitions/release", { service: "ecs" }, 400, /^"service" and "transition" must be strings/],
    [
      "POST",
      "/transitions/release",
      { service: "ecs", transition: "x" },
      400,
      /^There is no transition "ecs\.x"/,
    ],
    ["POST", "/faults", {}, 400, /^A fault must do something\./],
    ["POST", "/faults", { eror: "x" }, 400, /^A fault has no "eror"\. Did you mean "error"\?/],
    ["POST", "/faults", "7", 400, /^The body is not a fault\./],
    [
      "GET",
      "/requests?operatoin=x",
      undefined,
      400,
      /^A filter of requests has no "operatoin"\. Did you mean "operation"\?/,
    ],
    ["POST", "/snapshots/9/restore", undefined, 404, /^There is no snapshot "9": /],
    ["GET", "/state/s3", undefined, 404, 'There is no service "s3". There are: ecs.'],
    ["GET", "/state/%ff", undefined, 400, /^"%ff" is not percent-encoded UTF-8\./],
  ])("%s %s %j: %d", async (method, path, body, status, error) => {
    const matching = typeof error === "string" ? error : expect.stringMatching(error);
    const unknown = status === 404 && !path.startsWith("/snapshots") ? { unknown: "route" } : {};
    expect(await call(method, path, body)).toEqual({ status, body: { error: matching, ...unknown } });
  });

  test("a body that is too large", async () => {
    expect((await call("POST", "/clock/advance", " ".repeat(9 * 1024 * 1024))).status).toBe(413);
  });

  test("what a due timer throws is 500", async () => {
    await using broken = await startToy({ clock: "frozen" });
    broken.ecs.context().after(1_000, "nobody.handles.this", "x");
    const answer = await request(`${broken.url}/_sim/clock/advance`, {
      method: "POST",
      body: '{"duration":"1m"}',
    });
    expect([answer.statusCode, await answer.body.json()]).toEqual([
      500,
      { error: 'No handler for the timer "nobody.handles.this" of "x".' },
    ]);
  });
});

describe("who may call", () => {
  test.each([
    "localhost",
    "localhost:1234",
    "LOCALHOST",
    "sim.localhost:80",
    "127.0.0.1",
    "127.9.8.7:1",
    "[::1]",
    "[::1]:99",
  ])("the host %s may", async (host) => {
    expect((await call("GET", "/health", undefined, { host })).status).toBe(200);
  });

  test.each([
    "evil.example",
    "localhost.evil.example",
    "10.0.0.1",
    "[::2]",
    "127.0.0.1.evil.example",
    "",
    "a b",
    "evil@localhost@x",
  ])("the host %j may not", async (host) => {
    const { status, body } = await call("GET", "/health", undefined, { host });
    expect([status, body]).toEqual([403, { error: expect.stringContaining("rejects the host") }]);
  });

  test.each(["http://localhost:3000", "https://app.localhost", "http://127.0.0.1"])(
    "a page of %s may",
    async (origin) => {
      expect((await call("GET", "/health", undefined, { origin })).status).toBe(200);
    },
  );

  test.each(["https://evil.example", "null", "file://", "http://localhost.evil.example"])(
    "a page of %s may not, and changes nothing",
    async (origin) => {
      await client().send(new CreateClusterCommand({ clusterName: "one" }));
      const { status, body } = await call("POST", "/reset", undefined, { origin });
      expect([status, body]).toEqual([403, { error: expect.stringContaining("rejects pages of") }]);
      expect(sim.ecs.state().clusters).toHaveLength(1);
    },
  );

  test("the address that it listens on may", async () => {
    await using named = await startToy({ host: "0.0.0.0" });
    const status = async (host: string) => {
      const answer = await request(`${named.url}/_sim/health`, { headers: { host } });
      await answer.body.dump();
      return answer.statusCode;
    };
    expect([await status("0.0.0.0:1"), await status("192.168.0.1")]).toEqual([200, 403]);
  });
});
