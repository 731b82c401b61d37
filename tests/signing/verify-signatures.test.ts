import { ECSClient, ListClustersCommand } from "@aws-sdk/client-ecs";
import { GetFunctionCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../lib/index.js";

const KEY = { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" };
const OTHER = { accessKeyId: "AKIAOTHER", secretAccessKey: "another secret", accountId: "222222222222" };
/** For clients that sign by the time of the machine. */
const OWN_CLOCK = { systemClockOffset: 0 };
const WRONG = { ...KEY, secretAccessKey: "wrong" };

function start(options: AwsSimOptions = {}): Promise<AwsSim> {
  return createAwsSim({ verifySignatures: [KEY, OTHER], ...options });
}

const TRANSPORTS = [
  ["over a socket", false],
  ["without a socket", true],
] as const;

describe.each(TRANSPORTS)("%s (H09)", (_, direct) => {
  test("clients with a valid credential are answered, others are not", async () => {
    await using sim = await start();
    const ecs = new ECSClient(sim.clientConfig({ direct }));
    await expect(ecs.send(new ListClustersCommand())).resolves.toMatchObject({ clusterArns: [] });
    const lambda = new LambdaClient(sim.clientConfig({ direct }));
    await expect(lambda.send(new ListFunctionsCommand())).resolves.toMatchObject({ Functions: [] });
    const sts = new STSClient(sim.clientConfig({ direct }));
    await expect(sts.send(new GetCallerIdentityCommand())).resolves.toMatchObject({
      Account: "123456789012",
    });

    const wrong = { ...sim.clientConfig({ direct }), credentials: WRONG, maxAttempts: 1 };
    await expect(new ECSClient(wrong).send(new ListClustersCommand())).rejects.toMatchObject({
      name: "InvalidSignatureException",
      $metadata: { httpStatusCode: 400 },
    });
    await expect(new LambdaClient(wrong).send(new ListFunctionsCommand())).rejects.toMatchObject({
      name: "InvalidSignatureException",
      $metadata: { httpStatusCode: 403 },
    });
    await expect(new STSClient(wrong).send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("a client corrects its clock after the simulator's has moved", async () => {
    await using sim = await start({ clock: "frozen" });
    const ecs = new ECSClient({ ...sim.clientConfig({ direct }), ...OWN_CLOCK });
    await ecs.send(new ListClustersCommand());
    await sim.clock.advance("30d");
    sim.resetHistory();
    await ecs.send(new ListClustersCommand());
    await ecs.send(new ListClustersCommand());
    expect(sim.requests.filter().map(({ errorCode }) => errorCode)).toEqual([
      "InvalidSignatureException",
      undefined,
      undefined,
    ]);
    expect(sim.requests.filter()[0]?.errorMessage).toMatch(/^Signature expired: /);
  });

  test("a client corrects its clock to a time in the past", async () => {
    await using sim = await start({ startTime: "2020-02-29T12:00:00Z" });
    const lambda = new LambdaClient({ ...sim.clientConfig({ direct }), ...OWN_CLOCK });
    await lambda.send(new ListFunctionsCommand());
    const sts = new STSClient({ ...sim.clientConfig({ direct }), ...OWN_CLOCK });
    await sts.send(new GetCallerIdentityCommand());
    expect(sim.requests.filter().map(({ service, errorCode }) => [service, errorCode])).toEqual([
      ["lambda", "InvalidSignatureException"],
      ["lambda", undefined],
      ["sts", "SignatureDoesNotMatch"],
      ["sts", undefined],
    ]);
    expect(sim.requests.filter()[0]?.errorMessage).toMatch(/^Signature not yet current: /);
  });
});

test("a client that has corrected its clock sends no failing request twice", async () => {
  await using sim = await start({ clock: "frozen", startTime: "2020-02-29T12:00:00Z" });
  const lambda = new LambdaClient({ ...sim.clientConfig(), ...OWN_CLOCK });
  for (const _ of [1, 2]) {
    const missing = lambda.send(new GetFunctionCommand({ FunctionName: "gone" }));
    await expect(missing).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  }
  expect(sim.requests.filter().map(({ errorCode }) => errorCode)).toEqual([
    "InvalidSignatureException",
    "ResourceNotFoundException",
    "ResourceNotFoundException",
  ]);
});

describe("sessions", () => {
  test("are valid until they expire by simulated time", async () => {
    await using sim = await start({ clock: "frozen" });
    const { Credentials } = await new STSClient(sim.clientConfig()).send(
      new AssumeRoleCommand({ RoleArn: "arn:aws:iam::333333333333:role/r", RoleSessionName: "session" }),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
    const client = (changes: Partial<typeof credentials>) =>
      new STSClient({
        ...sim.clientConfig(),
        credentials: { ...credentials, ...changes },
        maxAttempts: 1,
        systemClockOffset: sim.clock.now() - Date.now(),
      });
    const identify = (changes: Partial<typeof credentials> = {}) =>
      client(changes).send(new GetCallerIdentityCommand());

    await expect(identify()).resolves.toMatchObject({
      Account: "333333333333",
      Arn: "arn:aws:sts::333333333333:assumed-role/r/session",
    });
    await expect(identify({ secretAccessKey: "x" })).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
    await expect(identify({ sessionToken: "x" })).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await sim.clock.advance("1h");
    await expect(identify()).rejects.toMatchObject({
      name: "ExpiredToken",
      $metadata: { httpStatusCode: 403 },
    });
    sim.reset();
    await expect(identify()).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  });

  test("keep their secrets from what tests are shown", async () => {
    await using sim = await start();
    const { Credentials } = await new STSClient(sim.clientConfig()).send(
      new AssumeRoleCommand({ RoleArn: "arn:aws:iam::333333333333:role/r", RoleSessionName: "session" }),
    );
    const shown = JSON.stringify(sim.sts.state());
    expect(shown).toContain(Credentials?.AccessKeyId);
    expect(shown).not.toContain(Credentials?.SecretAccessKey);
    expect(shown).not.toContain(Credentials?.SessionToken);
  });
});

test("operations that clients do not sign need no signature", async () => {
  await using sim = await start();
  const claims = Buffer.from(JSON.stringify({ sub: "s", iss: "https://i", aud: "a" })).toString("base64url");
  const command = new AssumeRoleWithWebIdentityCommand({
    RoleArn: "arn:aws:iam::333333333333:role/r",
    RoleSessionName: "session",
    WebIdentityToken: `e30.${claims}.x`,
  });
  const sts = new STSClient({ ...sim.clientConfig(), credentials: WRONG });
  await expect(sts.send(command)).resolves.toMatchObject({ SubjectFromWebIdentityToken: "s" });
});

test("a rejected request does nothing and is in the log", async () => {
  await using sim = await start();
  const answer = await fetch(sim.url, {
    method: "POST",
    headers: {
      "x-amz-target": "AmazonEC2ContainerServiceV20141113.CreateCluster",
      "content-type": "application/x-amz-json-1.1",
    },
    body: '{"clusterName":"c"}',
  });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { __type: "MissingAuthenticationTokenException", message: "Missing Authentication Token" },
  ]);
  expect(sim.requests.filter()).toMatchObject([
    { operation: "CreateCluster", errorCode: "MissingAuthenticationTokenException" },
  ]);
  await expect(new ECSClient(sim.clientConfig()).send(new ListClustersCommand())).resolves.toMatchObject({
    clusterArns: [],
  });
});

test("without the option every signature is accepted, and none", async () => {
  await using sim = await createAwsSim({ startTime: "2000-01-01T00:00:00Z" });
  const ecs = new ECSClient({ ...sim.clientConfig(), credentials: WRONG });
  await ecs.send(new ListClustersCommand());
  expect(sim.requests.filter().map(({ status }) => status)).toEqual([200]);
});

describe("credentials of clients", () => {
  test("the first that is valid, or the first of an account", async () => {
    await using sim = await start();
    expect(sim.clientConfig().credentials).toEqual(KEY);
    expect(sim.clientConfig({ accountId: "123456789012" }).credentials).toEqual(KEY);
    const { accessKeyId, secretAccessKey } = OTHER;
    expect(sim.clientConfig({ accountId: "222222222222" }).credentials).toEqual({
      accessKeyId,
      secretAccessKey,
    });
    expect(sim.env()).toMatchObject({
      AWS_ACCESS_KEY_ID: KEY.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
    });
    expect(sim.env()).not.toHaveProperty("AWS_SESSION_TOKEN");
  });

  test("work in the account of their key", async () => {
    const numbered = { accessKeyId: "444444444444", secretAccessKey: "s", sessionToken: "t" };
    await using sim = await start({ verifySignatures: [OTHER, numbered] });
    const accountOf = async (accountId?: string) =>
      (await new STSClient(sim.clientConfig({ accountId })).send(new GetCallerIdentityCommand())).Account;
    expect(await accountOf()).toBe("222222222222");
    expect(await accountOf("444444444444")).toBe("444444444444");
  });

  test("come with their session token", async () => {
    const credential = { ...KEY, sessionToken: "t" };
    await using sim = await start({ verifySignatures: credential });
    expect(sim.clientConfig().credentials).toEqual(credential);
    expect(sim.env()).toMatchObject({ AWS_SESSION_TOKEN: "t" });
  });

  test("of an account that has none", async () => {
    await using sim = await start();
    expect(() => sim.clientConfig({ accountId: "555555555555" })).toThrow(
      new TypeError(
        "There is no valid credential of account 555555555555, and this simulator verifies signatures. Add " +
          '{ accessKeyId, secretAccessKey, accountId: "555555555555" } to the option verifySignatures of createAwsSim.',
      ),
    );
  });
});
