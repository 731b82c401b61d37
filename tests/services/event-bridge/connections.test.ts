import { describe, expect, test } from "vitest";
import { ACCOUNT, arnOf, eventBridgeWorld, failureOf, NOW, START } from "./event-bridge-world.js";

const world = eventBridgeWorld();

const UUID = "[0-9a-f-]{36}";
const rejected = (name: string, message: string) => ({ name, message, status: 400 });
const basic = {
  Name: "c",
  AuthorizationType: "BASIC",
  AuthParameters: { BasicAuthParameters: { Username: "u", Password: "p" } },
} as const;
const oauth = {
  Name: "o",
  AuthorizationType: "OAUTH_CLIENT_CREDENTIALS",
  AuthParameters: {
    OAuthParameters: {
      ClientParameters: { ClientID: "id", ClientSecret: "s" },
      AuthorizationEndpoint: "https://example.com/token",
      HttpMethod: "POST",
    },
  },
} as const;

describe("connections", () => {
  test("show no secrets", async () => {
    const created = await world.events.createConnection({
      ...basic,
      Description: "d",
      AuthParameters: {
        ...basic.AuthParameters,
        InvocationHttpParameters: {
          HeaderParameters: [
            { Key: "a", Value: "1", IsValueSecret: false },
            { Key: "b", Value: "2", IsValueSecret: true },
          ],
        },
      },
    });
    const arn = expect.stringMatching(new RegExp(`^${arnOf("connection/c/")}${UUID}$`));
    expect(created).toMatchObject({
      ConnectionArn: arn,
      ConnectionState: "AUTHORIZED",
      CreationTime: new Date(START),
      LastModifiedTime: new Date(START),
    });
    const { $metadata: _, ...described } = await world.events.describeConnection({ Name: "c" });
    expect(described).toEqual({
      ConnectionArn: created.ConnectionArn,
      Name: "c",
      Description: "d",
      ConnectionState: "AUTHORIZED",
      AuthorizationType: "BASIC",
      SecretArn: expect.stringMatching(
        new RegExp(
          `^arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:events!connection/c/${UUID}-[0-9a-f]{6}$`,
        ),
      ),
      AuthParameters: {
        BasicAuthParameters: { Username: "u" },
        InvocationHttpParameters: {
          HeaderParameters: [
            { Key: "a", Value: "1", IsValueSecret: false },
            { Key: "b", IsValueSecret: true },
          ],
        },
      },
      CreationTime: new Date(START),
      LastModifiedTime: new Date(START),
      LastAuthorizedTime: new Date(START),
    });
  });

  test("one with OAuth is authorized later", async () => {
    expect(await world.events.createConnection(oauth)).toMatchObject({ ConnectionState: "AUTHORIZING" });
    await world.sim.clock.advance("1s");
    expect(await world.events.describeConnection({ Name: "o" })).toMatchObject({
      ConnectionState: "AUTHORIZED",
      LastAuthorizedTime: new Date(NOW + 1_000),
      AuthParameters: {
        OAuthParameters: {
          ClientParameters: { ClientID: "id" },
          AuthorizationEndpoint: "https://example.com/token",
          HttpMethod: "POST",
        },
      },
    });
    expect(await world.events.deauthorizeConnection({ Name: "o" })).toMatchObject({
      ConnectionState: "DEAUTHORIZED",
    });
    await world.events.updateConnection({
      Name: "o",
      AuthParameters: { OAuthParameters: { HttpMethod: "GET" } },
    });
    await world.sim.clock.advance("1s");
    expect(await world.events.describeConnection({ Name: "o" })).toMatchObject({
      ConnectionState: "AUTHORIZED",
      AuthParameters: { OAuthParameters: { HttpMethod: "GET", ClientParameters: { ClientID: "id" } } },
    });
  });

  test("an update may change the type of authorization", async () => {
    await world.events.createConnection(basic);
    await world.events.updateConnection({
      Name: "c",
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "k", ApiKeyValue: "v" } },
      Description: "new",
    });
    const { AuthParameters, AuthorizationType, Description } = await world.events.describeConnection({
      Name: "c",
    });
    expect({ AuthParameters, AuthorizationType, Description }).toEqual({
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "k" } },
      Description: "new",
    });
  });

  test("are listed, and deleted after a while", async () => {
    await world.events.createConnection(basic);
    await world.events.createConnection(oauth);
    await world.events.createConnection({ ...basic, Name: "b" });
    const names = async (input: object) =>
      (await world.events.listConnections(input)).Connections?.map(({ Name }) => Name);
    expect(await names({})).toEqual(["b", "c", "o"]);
    expect(await names({ ConnectionState: "AUTHORIZING" })).toEqual(["o"]);
    expect(await names({ NamePrefix: "c" })).toEqual(["c"]);
    const page = await world.events.listConnections({ Limit: 2 });
    expect(await names({ Limit: 2, NextToken: page.NextToken })).toEqual(["o"]);
    expect(await world.events.deleteConnection({ Name: "c" })).toMatchObject({ ConnectionState: "DELETING" });
    await world.sim.clock.advance("1s");
    expect(await names({})).toEqual(["b", "o"]);
  });

  test("what is not accepted", async () => {
    await world.events.createConnection(basic);
    expect(await failureOf(world.events.createConnection(basic))).toEqual(
      rejected("ResourceAlreadyExistsException", "Connection c already exists."),
    );
    const missing = rejected(
      "ResourceNotFoundException",
      "Failed to describe the connection(s). Connection 'none' does not exist.",
    );
    for (const call of [
      world.events.describeConnection({ Name: "none" }),
      world.events.updateConnection({ Name: "none" }),
      world.events.deauthorizeConnection({ Name: "none" }),
      world.events.deleteConnection({ Name: "none" }),
    ])
      expect(await failureOf(call)).toEqual(missing);
    expect(
      await failureOf(world.events.createConnection({ ...basic, Name: "d", AuthorizationType: "API_KEY" })),
    ).toEqual(rejected("ValidationException", "Parameter(s) ApiKeyAuthParameters must be specified."));
  });
});

describe("API destinations", () => {
  const create = async (Name = "d", more = {}) => {
    const { ConnectionArn } = await world.events.describeConnection({ Name: "c" });
    return world.events.createApiDestination({
      Name,
      ConnectionArn,
      InvocationEndpoint: "https://example.com/*",
      HttpMethod: "PUT",
      ...more,
    });
  };

  test("are created, changed, listed and deleted", async () => {
    const { ConnectionArn } = await world.events.createConnection(basic);
    const created = await create("d", { Description: "d" });
    expect(created).toMatchObject({
      ApiDestinationArn: expect.stringMatching(new RegExp(`^${arnOf("api-destination/d/")}${UUID}$`)),
      ApiDestinationState: "ACTIVE",
    });
    await create("e");
    const described = {
      ApiDestinationArn: created.ApiDestinationArn,
      Name: "d",
      ApiDestinationState: "ACTIVE",
      ConnectionArn,
      InvocationEndpoint: "https://example.com/*",
      HttpMethod: "PUT",
      InvocationRateLimitPerSecond: 300,
      CreationTime: new Date(START),
      LastModifiedTime: new Date(START),
    };
    const { $metadata: _, ...found } = await world.events.describeApiDestination({ Name: "d" });
    expect(found).toEqual({ ...described, Description: "d" });
    const { ApiDestinations, NextToken } = await world.events.listApiDestinations({
      ConnectionArn,
      Limit: 1,
    });
    expect(ApiDestinations).toEqual([described]);
    expect(
      (await world.events.listApiDestinations({ ConnectionArn, NextToken })).ApiDestinations,
    ).toHaveLength(1);
    expect((await world.events.listApiDestinations({ NamePrefix: "x" })).ApiDestinations).toEqual([]);
    await world.events.deauthorizeConnection({ Name: "c" });
    expect(
      await world.events.updateApiDestination({
        Name: "d",
        HttpMethod: "POST",
        InvocationRateLimitPerSecond: 5,
      }),
    ).toMatchObject({ ApiDestinationState: "INACTIVE" });
    expect(await world.events.describeApiDestination({ Name: "d" })).toMatchObject({
      HttpMethod: "POST",
      InvocationRateLimitPerSecond: 5,
      InvocationEndpoint: "https://example.com/*",
    });
    await world.events.deleteApiDestination({ Name: "d" });
    expect(await failureOf(world.events.deleteApiDestination({ Name: "d" }))).toEqual(
      rejected(
        "ResourceNotFoundException",
        "Failed to describe the api-destination(s). An api-destination 'd' does not exist.",
      ),
    );
  });

  test("what is not accepted", async () => {
    await world.events.createConnection(basic);
    await create();
    expect(await failureOf(create())).toEqual(
      rejected("ResourceAlreadyExistsException", "An api-destination 'd' already exists."),
    );
    expect(
      await failureOf(create("e", { ConnectionArn: arnOf(`connection/none/${"0".repeat(36)}`) })),
    ).toEqual(
      rejected(
        "ResourceNotFoundException",
        "Failed to describe the connection(s). Connection 'none' does not exist.",
      ),
    );
  });
});

test.each([
  [
    "createEndpoint",
    {
      Name: "e",
      RoutingConfig: { FailoverConfig: { Primary: { HealthCheck: "h" }, Secondary: { Route: "r" } } },
      EventBuses: [],
    },
  ],
  ["listEventSources", {}],
] as const)("%s is not simulated", async (operation, input) => {
  const call: Promise<unknown> = Reflect.apply(world.events[operation], world.events, [input]);
  expect(await failureOf(call)).toMatchObject({ status: 501 });
});
