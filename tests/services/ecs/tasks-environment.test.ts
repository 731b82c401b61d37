import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import type { LogEntry } from "../../../lib/index.js";
import { ROLE } from "./ecs-world.js";
import { JOB, taskWorld } from "./task-world.js";

const warnings: string[] = [];
const world = taskWorld({
  delays: { ecs: 0 },
  logger: ({ level, msg }: LogEntry) => {
    if (level === "warn") warnings.push(msg);
  },
});

/** The environment of a task of this container, without what Fargate adds; or why it did not start. */
async function environmentOf(container: ContainerDefinition, override: object = {}) {
  await world.ecs.registerTaskDefinition({
    ...JOB,
    executionRoleArn: ROLE,
    containerDefinitions: [{ name: "app", image: "repo:1", ...container }],
  });
  const seen: Record<string, string>[] = [];
  world.sim.ecs.onTask("job", ({ environment }) => {
    seen.push(environment);
  });
  const taskArn = await world.run({ overrides: { containerOverrides: [{ name: "app", ...override }] } });
  await world.sim.clock.advance(0);
  const [environment] = seen;
  if (!environment) return (await world.describe(taskArn)).stoppedReason;
  // Runs show what the handler saw, but for the address of the agent, which is another in each simulator.
  expect(world.sim.ecs.runs("job").at(-1)?.environment).toEqual({
    ...environment,
    ECS_CONTAINER_METADATA_URI_V4: expect.stringMatching(/^http:\/\/169\.254\.170\.2\/v4\/[0-9a-f]{32}$/),
  });
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS|ECS)_/.test(name)));
}

describe("B15 secrets", () => {
  const SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf";
  const PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/app/key";
  const secret = (valueFrom: string) => ({ secrets: [{ name: "KEY", valueFrom }] });

  test.each([
    ["its whole valueFrom", SECRET, SECRET],
    ["the ARN without what follows the name", SECRET, `${SECRET}:::`],
    ["the name with Secrets Manager's suffix", "db-AbCdEf", SECRET],
    ["the name", "db", SECRET],
    ["a parameter's ARN", PARAMETER, PARAMETER],
    ["a parameter's path", "/app/key", PARAMETER],
    ["a parameter's path without a slash", "app/key", PARAMETER],
    ["a parameter's name", "key", "key"],
  ])("are in the environment by %s", async (_, given, valueFrom) => {
    world.sim.ecs.secrets({ [given]: "hunter2" });
    expect(await environmentOf(secret(valueFrom))).toEqual({ KEY: "hunter2" });
  });

  test("take a key out of a secret's JSON", async () => {
    world.sim.ecs.secrets({ db: JSON.stringify({ password: "hunter2", port: 5432 }) });
    expect(await environmentOf(secret(`${SECRET}:password::`))).toEqual({ KEY: "hunter2" });
    expect(await environmentOf(secret(`${SECRET}:port:AWSCURRENT:`))).toEqual({ KEY: "5432" });
  });

  test.each([["{}"], ["no JSON"]])("whose JSON lacks the key stop the task: %s", async (value) => {
    world.sim.ecs.secrets({ db: value });
    expect(await environmentOf(secret(`${SECRET}:password::`))).toBe(
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key password",
    );
  });

  test("without a value are omitted, with a warning", async () => {
    warnings.length = 0;
    expect(await environmentOf({ ...secret("key"), environment: [{ name: "A", value: "1" }] })).toEqual({
      A: "1",
    });
    expect(warnings).toEqual([
      'The secret KEY of a task has no value. Set it with sim.ecs.secrets({ "key": "…" }).',
    ]);
  });

  test("are strings, and gone after reset", async () => {
    expect(() => world.sim.ecs.secrets({ key: 1 } as never)).toThrow(
      new TypeError('"values.key" must be a string, not 1.'),
    );
    world.sim.ecs.secrets({ key: "x" });
    world.sim.reset();
    await world.ecs.createCluster({});
    expect(await environmentOf(secret("key"))).toEqual({});
  });
});

describe("B15 environment files", () => {
  const file = (key: string) => ({ value: `arn:aws:s3:::config/${key}`, type: "s3" as const });

  async function put(files: Record<string, string>) {
    const s3 = new S3Client({ ...world.sim.clientConfig(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "config" }));
    for (const [Key, Body] of Object.entries(files))
      await s3.send(new PutObjectCommand({ Bucket: "config", Key, Body }));
    s3.destroy();
  }

  test("are in the environment: the first file goes first, the definition before all files", async () => {
    await put({
      "a.env": "# a comment\nA=1\r\nB=x=y\n\nSPACE= kept \nC=file\nbroken\n=nameless",
      "sub/b.env": "B=second\nD=4",
    });
    const environmentFiles = [file("a.env"), file("sub/b.env")];
    const environment = [{ name: "C", value: "definition" }];
    expect(await environmentOf({ environmentFiles, environment })).toEqual({
      A: "1",
      B: "x=y",
      SPACE: " kept ",
      C: "definition",
      D: "4",
    });
  });

  test("are replaced by those of an override", async () => {
    await put({ "a.env": "A=1", "b.env": "B=2" });
    const override = { environmentFiles: [file("b.env")] };
    expect(await environmentOf({ environmentFiles: [file("a.env")] }, override)).toEqual({ B: "2" });
  });

  test("that do not exist stop the task", async () => {
    await put({});
    expect(await environmentOf({ environmentFiles: [file("a.env")] })).toBe(
      "ResourceInitializationError: failed to download env files: file download command: non empty error stream: service call has been retried 1 time(s): failed to download config/a.env: NoSuchKey: The specified key does not exist.",
    );
  });

  test("of a bucket that does not exist are taken to be empty", async () => {
    expect(await environmentOf({ environmentFiles: [file("a.env")] })).toEqual({});
  });
});
