import { STS } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", startTime: "2024-05-01T12:00:00.900Z", seed: 1 });
});
afterEach(() => sim.reset());
afterAll(() => sim.close());

const client = (credentials?: object) =>
  new STS({
    ...sim.clientConfig(),
    ...(credentials && { credentials: credentials as never }),
    maxAttempts: 1,
  });
const bare = <Answer extends { $metadata: unknown }>({ $metadata: _, ...answer }: Answer) => answer;

/** Credentials of an answer, as a client takes them. */
function credentialsOf({
  Credentials: issued,
}: {
  Credentials?: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string };
}) {
  return {
    accessKeyId: issued?.AccessKeyId,
    secretAccessKey: issued?.SecretAccessKey,
    sessionToken: issued?.SessionToken,
  };
}

const ROLE = "arn:aws:iam::111122223333:role/team/demo";
const assume = (more: object = {}, as?: object) =>
  client(as).assumeRole({ RoleArn: ROLE, RoleSessionName: "sess", ...more });

const ISSUED = {
  AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
  SecretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
  SessionToken: expect.stringMatching(/^[\w+/]{300,}$/),
};

describe("GetCallerIdentity", () => {
  test("returns the user of every access key", async () => {
    expect(bare(await client().getCallerIdentity({}))).toEqual({
      UserId: expect.stringMatching(/^AIDA[A-Z0-9]{17}$/),
      Account: "123456789012",
      Arn: "arn:aws:iam::123456789012:user/aws-sim",
    });
  });

  test("a key of 12 digits is that account", async () => {
    const other = new STS(sim.clientConfig({ accountId: "111122223333" }));
    expect(bare(await other.getCallerIdentity({}))).toMatchObject({
      Account: "111122223333",
      Arn: "arn:aws:iam::111122223333:user/aws-sim",
    });
  });

  test("is XML on the wire, and may be a GET", async () => {
    const response = await fetch(`${sim.url}/?Action=GetCallerIdentity&Version=2011-06-15`);
    expect(response.headers.get("content-type")).toMatch(/^text\/xml/);
    expect(await response.text()).toMatch(
      /<GetCallerIdentityResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><GetCallerIdentityResult>.*<Account>123456789012<\/Account>.*<\/GetCallerIdentityResult><ResponseMetadata><RequestId>[0-9a-f-]{36}<\/RequestId><\/ResponseMetadata><\/GetCallerIdentityResponse>\n?$/s,
    );
  });
});

describe("AssumeRole", () => {
  test("answers credentials that are the role's session, in its account", async () => {
    const answer = await assume();
    expect(bare(answer)).toEqual({
      Credentials: { ...ISSUED, Expiration: new Date("2024-05-01T13:00:00.000Z") },
      AssumedRoleUser: {
        AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:sess$/),
        Arn: "arn:aws:sts::111122223333:assumed-role/demo/sess",
      },
    });
    const identity = {
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
      Account: "111122223333",
      Arn: "arn:aws:sts::111122223333:assumed-role/demo/sess",
    };
    expect(bare(await client(credentialsOf(answer)).getCallerIdentity({}))).toEqual(identity);
    expect(sim.sts.sessions()).toEqual([
      {
        accessKeyId: answer.Credentials?.AccessKeyId,
        kind: "role",
        account: "111122223333",
        arn: identity.Arn,
        userId: identity.UserId,
        issuedAt: expect.any(Date),
        expiration: new Date("2024-05-01T13:00:00.000Z"),
        roleArn: "arn:aws:iam::111122223333:role/team/demo",
        tags: {},
        transitiveTags: {},
      },
    ]);
  });

  test("the same role has the same id, another has another", async () => {
    const idOf = async (RoleArn: string) => (await assume({ RoleArn })).AssumedRoleUser?.AssumedRoleId;
    expect(await idOf(ROLE)).toBe(await idOf(ROLE));
    expect(await idOf(`${ROLE}2`)).not.toBe(await idOf(ROLE));
  });

  test("takes a duration, an identity, a policy", async () => {
    const answer = await assume({
      DurationSeconds: 900,
      SourceIdentity: "me",
      Policy: '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
      Tags: [{ Key: "a", Value: "b" }],
    });
    expect(answer.Credentials?.Expiration).toEqual(new Date("2024-05-01T12:15:00.000Z"));
    expect([answer.SourceIdentity, answer.PackedPolicySize]).toEqual(["me", 4]);
  });

  const invalid = (message: string) => ({ code: "ValidationError", message, status: 400 });
  const violation = (rest: string) => invalid(`1 validation error detected: Value ${rest}`);
  test.each([
    [
      "an ARN of something else",
      { RoleArn: "arn:aws:iam::111122223333:user/somebody" },
      invalid("arn:aws:iam::111122223333:user/somebody is invalid"),
    ],
    [
      "a bad session name",
      { RoleSessionName: "Session1:2" },
      violation(
        "'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
      ),
    ],
    [
      "a short duration",
      { DurationSeconds: 899 },
      violation(
        "'899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      ),
    ],
    [
      "a long duration",
      { DurationSeconds: 43201 },
      violation(
        "'43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
      ),
    ],
    [
      "a policy that is no JSON",
      { Policy: "{" },
      { code: "MalformedPolicyDocumentException", message: "This policy contains invalid Json", status: 400 },
    ],
    [
      "the same tag twice",
      {
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "A", Value: "2" },
        ],
      },
      {
        code: "InvalidParameterValue",
        message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        status: 400,
      },
    ],
    [
      "a transitive tag that is not there",
      { TransitiveTagKeys: ["a"] },
      {
        code: "InvalidParameterValue",
        message: "The specified transitive tag key must be included in the requested tags.",
        status: 400,
      },
    ],
  ])("rejects %s", async (_what, input, expected) => {
    expect(await failure(assume(input))).toEqual(expected);
    expect(sim.sts.sessions()).toEqual([]);
  });

  test("a role that assumes another has an hour, and hands its transitive tags on", async () => {
    const first = credentialsOf(
      await assume({ Tags: [{ Key: "Team", Value: "a" }], TransitiveTagKeys: ["Team"] }),
    );
    expect(await failure(assume({ DurationSeconds: 3601 }, first))).toEqual(
      invalid(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
      ),
    );
    expect(await failure(assume({ Tags: [{ Key: "team", Value: "b" }] }, first))).toEqual({
      code: "InvalidParameterValue",
      message:
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
      status: 400,
    });
    await assume({ RoleSessionName: "second" }, first);
    expect(sim.sts.sessions().find((row) => row.arn.endsWith("/second"))?.transitiveTags).toEqual({
      team: "a",
    });
  });
});

describe("AssumeRoleWithWebIdentity", () => {
  const jwt = (claims: object) =>
    ["{}", JSON.stringify(claims), "signature"]
      .map((part) => Buffer.from(part).toString("base64url"))
      .join(".");
  const assumeWith = (WebIdentityToken: string) =>
    client().assumeRoleWithWebIdentity({ RoleArn: ROLE, RoleSessionName: "sess", WebIdentityToken });

  test("returns the claims of the token", async () => {
    const answer = await assumeWith(
      jwt({ sub: "system:serviceaccount:a:b", aud: ["sts.amazonaws.com"], iss: "https://issuer.example/id" }),
    );
    expect(bare(answer)).toMatchObject({
      Credentials: ISSUED,
      SubjectFromWebIdentityToken: "system:serviceaccount:a:b",
      Audience: "sts.amazonaws.com",
      Provider: "issuer.example/id",
      AssumedRoleUser: { Arn: "arn:aws:sts::111122223333:assumed-role/demo/sess" },
    });
  });

  test("rejects tokens that are invalid, or too old", async () => {
    expect(await failure(assumeWith("none"))).toEqual({
      code: "InvalidIdentityTokenException",
      message:
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
      status: 400,
    });
    const exp = Date.parse("2024-05-01T12:00:00Z") / 1000;
    expect(await failure(assumeWith(jwt({ sub: "a", iss: "b", exp })))).toEqual({
      code: "ExpiredTokenException",
      message: `Token expired: current date/time ${exp} must be before the expiration date/time ${exp}`,
      status: 400,
    });
  });
});

describe("GetSessionToken and GetFederationToken", () => {
  test("a session token is the same user's", async () => {
    const before = bare(await client().getCallerIdentity({}));
    const answer = await client().getSessionToken({});
    expect(bare(answer)).toEqual({
      Credentials: { ...ISSUED, Expiration: new Date("2024-05-02T00:00:00.000Z") },
    });
    expect(bare(await client(credentialsOf(answer)).getCallerIdentity({}))).toEqual(before);
  });

  test("a federation token is a federated user's", async () => {
    const answer = await client().getFederationToken({ Name: "bob", DurationSeconds: 900 });
    expect(bare(answer)).toEqual({
      Credentials: { ...ISSUED, Expiration: new Date("2024-05-01T12:15:00.000Z") },
      FederatedUser: {
        FederatedUserId: "123456789012:bob",
        Arn: "arn:aws:sts::123456789012:federated-user/bob",
      },
    });
    expect(bare(await client(credentialsOf(answer)).getCallerIdentity({}))).toMatchObject({
      UserId: "123456789012:bob",
    });
  });

  test("sessions get neither", async () => {
    const session = client(credentialsOf(await assume()));
    for (const [name, call] of [
      ["GetSessionToken", session.getSessionToken({})],
      ["GetFederationToken", session.getFederationToken({ Name: "bob" })],
    ] as const) {
      expect(await failure(call)).toEqual({
        code: "AccessDenied",
        message: `Cannot call ${name} with session credentials`,
        status: 403,
      });
    }
  });

  test("durations have limits", async () => {
    expect(await failure(client().getSessionToken({ DurationSeconds: 129_601 }))).toEqual({
      code: "ValidationError",
      message:
        "1 validation error detected: Value '129601' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 129600",
      status: 400,
    });
  });
});

test("GetAccessKeyInfo returns the account of a key", async () => {
  const { Credentials } = await assume();
  expect((await client().getAccessKeyInfo({ AccessKeyId: Credentials?.AccessKeyId })).Account).toBe(
    "111122223333",
  );
  expect((await client().getAccessKeyInfo({ AccessKeyId: "AKIAIOSFODNN7EXAMPLE" })).Account).toBe(
    "123456789012",
  );
});

test("a reset forgets every session", async () => {
  const credentials = credentialsOf(await assume());
  sim.reset();
  expect((await client(credentials).getCallerIdentity({})).Account).toBe("123456789012");
});

test("an operation that is not simulated reports it, an unknown one is InvalidAction", async () => {
  const post = (body: string) =>
    fetch(sim.url, {
      method: "POST",
      body,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  expect((await post("Action=DecodeAuthorizationMessage&Version=2011-06-15&EncodedMessage=x")).status).toBe(
    501,
  );
  const unknown = await post("Action=Nonsense&Version=2011-06-15");
  expect([unknown.status, await unknown.text()]).toEqual([
    400,
    expect.stringContaining(
      "<Code>InvalidAction</Code><Message>Could not find operation Nonsense for version 2011-06-15</Message>",
    ),
  ]);
});
