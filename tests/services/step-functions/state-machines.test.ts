import type { CreateStateMachineCommandInput, UpdateStateMachineCommandInput } from "@aws-sdk/client-sfn";
import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import {
  ACCOUNT,
  machineArn,
  momentAt,
  passing,
  ROLE,
  START,
  stepFunctionsWorld,
} from "./step-functions-world.js";

const world = stepFunctionsWorld();
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const rejected = (code: string, message: string) => ({ code, status: 400, message });

const defaults = {
  loggingConfiguration: { level: "OFF", includeExecutionData: false },
  tracingConfiguration: { enabled: false },
  encryptionConfiguration: { type: "AWS_OWNED_KEY" },
};

describe("CreateStateMachine", () => {
  test("a state machine is described as it was created, with defaults", async () => {
    const definition = `${passing()}\n`;
    expect(await body(world.sfn.createStateMachine({ name: "m", definition, roleArn: ROLE }))).toEqual({
      stateMachineArn: machineArn("m"),
      creationDate: START,
    });
    expect(await body(world.sfn.describeStateMachine({ stateMachineArn: machineArn("m") }))).toEqual({
      stateMachineArn: machineArn("m"),
      name: "m",
      status: "ACTIVE",
      definition,
      roleArn: ROLE,
      type: "STANDARD",
      creationDate: START,
      ...defaults,
    });
  });

  test("every setting is shown again", async () => {
    await world.logs.createLogGroup({ logGroupName: "/sfn" });
    const destinations = [
      { cloudWatchLogsLogGroup: { logGroupArn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/sfn:*` } },
    ];
    const stateMachineArn = await world.machine("m", {
      type: "EXPRESS",
      loggingConfiguration: { level: "ALL", includeExecutionData: true, destinations },
      tracingConfiguration: { enabled: true },
      encryptionConfiguration: { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: KEY },
      tags: [{ key: "team", value: "orders" }],
    });
    expect(await body(world.sfn.describeStateMachine({ stateMachineArn }))).toMatchObject({
      type: "EXPRESS",
      loggingConfiguration: { level: "ALL", includeExecutionData: true, destinations },
      tracingConfiguration: { enabled: true },
      encryptionConfiguration: {
        type: "CUSTOMER_MANAGED_KMS_KEY",
        kmsKeyId: KEY,
        kmsDataKeyReusePeriodSeconds: 300,
      },
    });
    expect(await body(world.sfn.listTagsForResource({ resourceArn: stateMachineArn }))).toEqual({
      tags: [{ key: "team", value: "orders" }],
    });
  });

  test("the same request again returns the first result; another role and other tags are ignored", async () => {
    await world.machine();
    await world.sim.clock.advance("1s");
    const again = world.sfn.createStateMachine({
      name: "m",
      definition: passing(),
      roleArn: `${ROLE}2`,
      tags: [{ key: "a", value: "b" }],
    });
    expect(await body(again)).toEqual({ stateMachineArn: machineArn("m"), creationDate: START });
    const { roleArn } = await world.sfn.describeStateMachine({ stateMachineArn: machineArn("m") });
    expect(roleArn).toBe(ROLE);
  });

  test.each<[string, Partial<CreateStateMachineCommandInput>]>([
    ["definition, even in white space", { definition: ` ${passing()}` }],
    ["type", { type: "EXPRESS" }],
    ["tracing", { tracingConfiguration: { enabled: true } }],
    ["logging", { loggingConfiguration: { includeExecutionData: true } }],
    ["publish", { publish: true }],
  ])("a request with the same name and another %s is rejected", async (_, input) => {
    await world.machine();
    expect(await failure(world.machine("m", input))).toEqual(
      rejected("StateMachineAlreadyExists", `State Machine Already Exists: '${machineArn("m")}'`),
    );
  });

  test.each([...'<>{}[]?*"#%\\^|~`$&,;:/ \n\u0001\u007f\u0085'])("no name contains %j", async (character) => {
    const name = `a${character}b`;
    expect(await failure(world.machine(name))).toEqual(rejected("InvalidName", `Invalid Name: '${name}'`));
  });

  test("names have other characters, and at most 80", async () => {
    await world.machine("Ünïcode-1.x_y+=@'()!");
    await world.machine("n".repeat(80));
    expect(await failure(world.machine("n".repeat(81)))).toEqual(
      rejected(
        "ValidationException",
        `1 validation error detected: Value '${"n".repeat(81)}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80`,
      ),
    );
  });

  test.each(["role", `arn:aws:s3:::bucket`, `arn:aws:iam::${ACCOUNT}:user/u`])(
    "no role: %s",
    async (roleArn) => {
      expect(await failure(world.machine("m", { roleArn }))).toEqual(
        rejected("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${roleArn}'`),
      );
    },
  );

  test("a description of a version needs a version", async () => {
    expect(await failure(world.machine("m", { versionDescription: "first" }))).toEqual(
      rejected("ValidationException", "Version description can only be set when publish is true"),
    );
  });

  const group = (logGroupArn?: string) => ({ cloudWatchLogsLogGroup: { logGroupArn } });
  const logGroup = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/sfn`;
  test.each([
    ["no destination", [], "Must specify exactly one Log Destination."],
    [
      "two destinations",
      [group(`${logGroup}:*`), group(`${logGroup}:*`)],
      "Must specify exactly one Log Destination.",
    ],
    ["no ARN", [{}], "Must set valid CloudWatch Log Group ARN."],
    ["text", [group("/sfn")], "Must set valid CloudWatch Log Group ARN."],
    ["another service", [group("arn:aws:s3:::b")], "Provided ARN is not CloudWatch Logs Log Group ARN."],
    ["a stream", [group(`${logGroup}:log-stream:s:*`)], "Provided ARN is not CloudWatch Logs Log Group ARN."],
    ["no qualifier", [group(logGroup)], "Log Group ARN must be provided with '*' qualifier."],
    ["a group that does not exist", [group(`${logGroup}:*`)], "Log Destination not found."],
  ])("logging to %s is rejected", async (_, destinations, message) => {
    const loggingConfiguration = { level: "ALL" as const, destinations };
    expect(await failure(world.machine("m", { loggingConfiguration }))).toEqual(
      rejected("InvalidLoggingConfiguration", `Invalid Logging Configuration: ${message}`),
    );
  });

  test.each([
    [undefined, "Must set a valid kmsKeyId."],
    ["arn:aws:s3:::b", "Must set a valid kmsKeyId."],
    [KEY.replace("us-east-1", "eu-west-1"), "Invalid arn eu-west-1"],
  ])("the key %s is rejected", async (kmsKeyId, message) => {
    const encryptionConfiguration = { type: "CUSTOMER_MANAGED_KMS_KEY" as const, kmsKeyId };
    expect(await failure(world.machine("m", { encryptionConfiguration }))).toEqual(
      rejected("InvalidEncryptionConfiguration", `Invalid Encryption Configuration: ${message}`),
    );
  });
});

describe("DescribeStateMachine", () => {
  test("METADATA_ONLY leaves the definition out", async () => {
    const stateMachineArn = await world.machine();
    const described = await world.sfn.describeStateMachine({
      stateMachineArn,
      includedData: "METADATA_ONLY",
    });
    expect(described.definition).toBe("{}");
  });

  test.each([
    [machineArn("none"), "StateMachineDoesNotExist", `State Machine Does Not Exist: '${machineArn("none")}'`],
    [
      machineArn("m", "eu-west-1"),
      "StateMachineDoesNotExist",
      `State Machine Does Not Exist: '${machineArn("m", "eu-west-1")}'`,
    ],
    [
      `${machineArn("m")}:1`,
      "StateMachineDoesNotExist",
      `State Machine Does Not Exist: '${machineArn("m")}:1'`,
    ],
    ["not_a_valid_arn", "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: not_a_valid_arn'"],
    [
      `arn:aws:states:us-east-1:${ACCOUNT}:express:m:e:1`,
      "InvalidArn",
      "Invalid Arn: 'Resource type not valid in this context: express'",
    ],
    [
      `arn:aws:states:us-east-1:${ACCOUNT}:activity:a`,
      "InvalidArn",
      "Invalid Arn: 'Resource type not valid in this context: activity'",
    ],
  ])("%s", async (stateMachineArn, code, message) => {
    await world.machine();
    expect(await failure(world.sfn.describeStateMachine({ stateMachineArn }))).toEqual(
      rejected(code, message),
    );
  });

  test("accounts and regions have their own state machines", async () => {
    await world.machine();
    const other = world.elsewhere({ region: "eu-west-1" });
    expect((await other.listStateMachines({})).stateMachines).toEqual([]);
    const stranger = world.elsewhere({ accountId: "210987654321" });
    expect(await failure(stranger.describeStateMachine({ stateMachineArn: machineArn("m") }))).toEqual(
      rejected("StateMachineDoesNotExist", `State Machine Does Not Exist: '${machineArn("m")}'`),
    );
  });
});

describe("UpdateStateMachine", () => {
  test("an update makes a revision; one that changes nothing does not", async () => {
    const stateMachineArn = await world.machine();
    await world.sim.clock.advance("1s");
    const unchanged = await body(world.sfn.updateStateMachine({ stateMachineArn, definition: passing() }));
    expect(unchanged).toEqual({ updateDate: momentAt(1000) });

    const first = await body(world.sfn.updateStateMachine({ stateMachineArn, definition: passing("two") }));
    expect(first).toEqual({
      updateDate: momentAt(1000),
      revisionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const same = await world.sfn.updateStateMachine({ stateMachineArn, roleArn: ROLE });
    expect(same.revisionId).toBe(first.revisionId);
    const second = await world.sfn.updateStateMachine({ stateMachineArn, roleArn: `${ROLE}2` });
    expect(second.revisionId).not.toBe(first.revisionId);

    const described = await world.sfn.describeStateMachine({ stateMachineArn });
    expect(described).toMatchObject({
      definition: passing("two"),
      roleArn: `${ROLE}2`,
      creationDate: START,
      revisionId: second.revisionId,
    });
  });

  test.each<[string, Partial<UpdateStateMachineCommandInput>]>([
    ["tracing", { tracingConfiguration: { enabled: true } }],
    ["logging", { loggingConfiguration: { level: "OFF", includeExecutionData: true } }],
    [
      "encryption",
      {
        encryptionConfiguration: {
          type: "CUSTOMER_MANAGED_KMS_KEY",
          kmsKeyId: "alias/key",
          kmsDataKeyReusePeriodSeconds: 60,
        },
      },
    ],
  ])("%s can be changed alone", async (_, change) => {
    const stateMachineArn = await world.machine();
    await world.sfn.updateStateMachine({ stateMachineArn, ...change });
    expect(await world.sfn.describeStateMachine({ stateMachineArn })).toMatchObject({
      ...defaults,
      definition: passing(),
      ...change,
    });
  });

  test("publishes a version", async () => {
    const stateMachineArn = await world.machine();
    const updated = await world.sfn.updateStateMachine({
      stateMachineArn,
      definition: passing("two"),
      publish: true,
      versionDescription: "second text",
    });
    expect(updated.stateMachineVersionArn).toBe(`${stateMachineArn}:1`);
    expect(await world.sfn.describeStateMachine({ stateMachineArn: `${stateMachineArn}:1` })).toMatchObject({
      description: "second text",
      definition: passing("two"),
      revisionId: updated.revisionId,
    });
  });

  test("a request without a change is rejected", async () => {
    const stateMachineArn = await world.machine();
    for (const publish of [undefined, true])
      expect(await failure(world.sfn.updateStateMachine({ stateMachineArn, publish }))).toEqual(
        rejected(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
        ),
      );
    const described = { stateMachineArn, roleArn: ROLE, versionDescription: "x" };
    expect(await failure(world.sfn.updateStateMachine(described))).toEqual(
      rejected("ValidationException", "Version description can only be set when publish is true"),
    );
  });

  test("a state machine that does not exist is not updated", async () => {
    const stateMachineArn = machineArn("none");
    expect(await failure(world.sfn.updateStateMachine({ stateMachineArn, roleArn: ROLE }))).toEqual(
      rejected("StateMachineDoesNotExist", `State Machine Does Not Exist: '${stateMachineArn}'`),
    );
  });
});

describe("DeleteStateMachine", () => {
  test("a state machine is DELETING, then removed, with its versions and aliases", async () => {
    const stateMachineArn = await world.machine("m", { publish: true });
    await world.sfn.createStateMachineAlias({
      name: "live",
      routingConfiguration: [{ stateMachineVersionArn: `${stateMachineArn}:1`, weight: 100 }],
    });
    expect(await body(world.sfn.deleteStateMachine({ stateMachineArn }))).toEqual({});
    expect((await world.sfn.describeStateMachine({ stateMachineArn })).status).toBe("DELETING");
    const deleting = rejected("StateMachineDeleting", `State Machine Deleting: '${stateMachineArn}'`);
    expect(await failure(world.machine("m"))).toEqual(deleting);
    expect(await failure(world.sfn.updateStateMachine({ stateMachineArn, roleArn: ROLE }))).toEqual(deleting);
    expect(await failure(world.sfn.publishStateMachineVersion({ stateMachineArn }))).toEqual(deleting);
    expect(await body(world.sfn.deleteStateMachine({ stateMachineArn }))).toEqual({});

    await world.sim.clock.advance("500ms");
    expect(await failure(world.sfn.describeStateMachine({ stateMachineArn }))).toEqual(
      rejected("StateMachineDoesNotExist", `State Machine Does Not Exist: '${stateMachineArn}'`),
    );
    expect(await body(world.sfn.deleteStateMachine({ stateMachineArn }))).toEqual({});
    expect(world.sim.stepFunctions.state()).toMatchObject({ stateMachines: [] });

    await world.machine("m");
    expect((await world.sfn.listStateMachineVersions({ stateMachineArn })).stateMachineVersions).toEqual([]);
    expect((await world.sfn.listStateMachineAliases({ stateMachineArn })).stateMachineAliases).toEqual([]);
  });

  test("a version cannot be deleted so", async () => {
    const stateMachineArn = await world.machine("m", { publish: true });
    const { code } = await failure(world.sfn.deleteStateMachine({ stateMachineArn: `${stateMachineArn}:1` }));
    expect(code).toBe("ValidationException");
  });

  test("the wait can be a number of describe calls", async () => {
    world.sim.delays.set({ stepFunctions: { deleting: { describes: 2 } } });
    const stateMachineArn = await world.machine();
    await world.sfn.deleteStateMachine({ stateMachineArn });
    await world.sfn.describeStateMachine({ stateMachineArn });
    expect((await world.sfn.describeStateMachine({ stateMachineArn })).status).toBe("DELETING");
    expect((await failure(world.sfn.describeStateMachine({ stateMachineArn }))).code).toBe(
      "StateMachineDoesNotExist",
    );
  });
});

describe("ListStateMachines", () => {
  test("the oldest are first, those of the same moment by name", async () => {
    await world.machine("b");
    await world.machine("a", { type: "EXPRESS" });
    await world.sim.clock.advance("1s");
    await world.machine("0");
    expect(await body(world.sfn.listStateMachines({}))).toEqual({
      stateMachines: [
        { stateMachineArn: machineArn("a"), name: "a", type: "EXPRESS", creationDate: START },
        { stateMachineArn: machineArn("b"), name: "b", type: "STANDARD", creationDate: START },
        { stateMachineArn: machineArn("0"), name: "0", type: "STANDARD", creationDate: momentAt(1000) },
      ],
    });
  });

  test("pages have as many as asked for; 0 is the default of 100", async () => {
    for (let i = 0; i < 101; i++) await world.machine(`m${i}`);
    const all = await world.sfn.listStateMachines({ maxResults: 1000 });
    expect(all.stateMachines).toHaveLength(101);
    expect(all.nextToken).toBeUndefined();
    const first = await world.sfn.listStateMachines({ maxResults: 0 });
    expect(first.stateMachines).toHaveLength(100);
    const second = await world.sfn.listStateMachines({ nextToken: first.nextToken });
    expect([...(first.stateMachines ?? []), ...(second.stateMachines ?? [])]).toEqual(all.stateMachines);
    expect(second.nextToken).toBeUndefined();
  });

  test("a page of more than 1000, and a token that no page gave, are rejected", async () => {
    expect(await failure(world.sfn.listStateMachines({ maxResults: 1001 }))).toEqual(
      rejected(
        "ValidationException",
        "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
      ),
    );
    expect(await failure(world.sfn.listStateMachines({ nextToken: "x" }))).toEqual(
      rejected("InvalidToken", "Invalid Token: 'Invalid token'"),
    );
  });
});

test("a snapshot restores a state machine that is being deleted, and its deletion continues", async () => {
  const stateMachineArn = await world.machine();
  await world.sfn.deleteStateMachine({ stateMachineArn });
  const snapshot = world.sim.snapshot();
  await world.sim.clock.advance("1s");
  world.sim.restore(snapshot);
  expect((await world.sfn.describeStateMachine({ stateMachineArn })).status).toBe("DELETING");
  await world.sim.clock.advance("1s");
  expect(world.sim.stepFunctions.stateMachines()).toEqual([]);
});
