import { describe, expect, test } from "vitest";
import {
  ACCOUNT,
  arnOf,
  eventBridgeWorld,
  failureOf,
  placeIn,
  queueArn,
  ROLE,
  rejectedPattern,
} from "./event-bridge-world.js";

const world = eventBridgeWorld();
const EventPattern = '{"source":["shop"]}';

const rejected = (name: string, message: string) => ({ name, message, status: 400 });
const invalid = (message: string) => rejected("ValidationException", message);

describe("rules", () => {
  test("a rule is put, described, listed, disabled and deleted", async () => {
    const rule = { Name: "r", EventPattern, Description: "d", RoleArn: ROLE };
    expect(await world.events.putRule(rule)).toMatchObject({ RuleArn: arnOf("rule/r") });
    const described = { ...rule, Arn: arnOf("rule/r"), EventBusName: "default", State: "ENABLED" };
    const { $metadata: _, ...found } = await world.events.describeRule({ Name: "r" });
    expect(found).toEqual({ ...described, CreatedBy: ACCOUNT });
    expect((await world.events.listRules({})).Rules).toEqual([described]);
    await world.events.disableRule({ Name: "r" });
    expect(await world.events.describeRule({ Name: "r" })).toMatchObject({ State: "DISABLED" });
    await world.put({});
    expect(world.sim.eventBridge.events()[0]?.matched).toEqual([]);
    await world.events.enableRule({ Name: "r" });
    await world.put({});
    expect(world.sim.eventBridge.events()[1]?.matched).toEqual([{ rule: "r", targets: [] }]);
    await world.events.deleteRule({ Name: "r" });
    await world.events.deleteRule({ Name: "r" });
    expect(await failureOf(world.events.describeRule({ Name: "r" }))).toEqual(
      rejected("ResourceNotFoundException", "Rule r does not exist on EventBus default."),
    );
  });

  test("PutRule replaces all of a rule but its targets and tags", async () => {
    await world.events.putRule({
      Name: "r",
      EventPattern,
      Description: "d",
      Tags: [{ Key: "a", Value: "1" }],
    });
    await world.events.putTargets({ Rule: "r", Targets: [{ Id: "1", Arn: queueArn("q") }] });
    await world.events.putRule({
      Name: "r",
      ScheduleExpression: "rate(1 hour)",
      State: "DISABLED",
      Tags: [{ Key: "b", Value: "2" }],
    });
    const { $metadata: _, ...rule } = await world.events.describeRule({ Name: "r" });
    expect(rule).toEqual({
      Name: "r",
      Arn: arnOf("rule/r"),
      EventBusName: "default",
      ScheduleExpression: "rate(1 hour)",
      State: "DISABLED",
      CreatedBy: ACCOUNT,
    });
    expect((await world.events.listTargetsByRule({ Rule: "r" })).Targets).toHaveLength(1);
    expect((await world.events.listTagsForResource({ ResourceARN: arnOf("rule/r") })).Tags).toEqual([
      { Key: "a", Value: "1" },
    ]);
  });

  test("rules on other buses have the bus in their ARN", async () => {
    await world.events.createEventBus({ Name: "shop" });
    const EventBusName = arnOf("event-bus/shop");
    expect(await world.events.putRule({ Name: "r", EventPattern, EventBusName })).toMatchObject({
      RuleArn: arnOf("rule/shop/r"),
    });
    expect((await world.events.listRules({ EventBusName: "shop" })).Rules).toMatchObject([{ Name: "r" }]);
    expect((await world.events.listRules({})).Rules).toEqual([]);
    expect(await failureOf(world.events.describeRule({ Name: "r2", EventBusName: "shop" }))).toEqual(
      rejected("ResourceNotFoundException", "Rule r2 does not exist on EventBus shop."),
    );
    expect(await failureOf(world.events.putRule({ Name: "r", EventPattern, EventBusName: "none" }))).toEqual(
      rejected("ResourceNotFoundException", "Event bus none does not exist."),
    );
  });

  test("what is not accepted", async () => {
    const put = (input: object) => failureOf(world.events.putRule({ Name: "r", ...input }));
    expect(await put({})).toEqual(
      invalid("Parameter(s) EventPattern or ScheduleExpression must be specified."),
    );
    await world.events.createEventBus({ Name: "shop" });
    for (const ScheduleExpression of ["rate(1 hour)", ""])
      expect(await put({ EventBusName: "shop", EventPattern, ScheduleExpression })).toEqual(
        invalid("ScheduleExpression is supported only on the default event bus."),
      );
    expect(await put({ EventPattern: '{"source":[]}' })).toEqual(
      rejectedPattern(`Empty arrays are not allowed${placeIn('{"source":[]}', 13)}`),
    );
    expect(await put({ Name: "a b", EventPattern })).toEqual(
      invalid(
        "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
      ),
    );
  });

  test.each([
    "rate(10 seconds)",
    "rate(1 minutes)",
    "rate(10 minute)",
    "rate()",
    "rate(10)",
    "rate(0 minutes)",
    "rate(-10 minutes)",
    "rate(10 MINUTES)",
    "rate( 10 minutes )",
    " rate(10 minutes)",
    "cron(0 1 * * * *)",
    "cron(0 dummy ? * MON-FRI *)",
    "cron(7 20 * * NOT *)",
    "cron(71 8 1 * ? *)",
    "cron(INVALID)",
    "at(2026-01-01T00:00:00)",
  ])("the schedule %s is not valid", async (ScheduleExpression) => {
    expect(await failureOf(world.events.putRule({ Name: "r", ScheduleExpression }))).toEqual(
      invalid("Parameter ScheduleExpression is not valid."),
    );
  });

  test.each([
    "cron(0/5 8-17 ? * MON-FRI *)",
    "cron(15 10 ? * 6L 2002-2005)",
    "cron(0 2 ? * SAT#3 *)",
    "cron(* * ? * SAT#3 *)",
    "cron(0/5 5 ? JAN 1-5 2022)",
  ])("the schedule %s is accepted", async (ScheduleExpression) => {
    expect(await world.events.putRule({ Name: "r", ScheduleExpression })).toMatchObject({
      RuleArn: arnOf("rule/r"),
    });
  });

  test("300 rules on a bus are the most", async () => {
    for (let n = 0; n < 300; n++) await world.events.putRule({ Name: `r${n}`, EventPattern });
    expect(await failureOf(world.events.putRule({ Name: "more", EventPattern }))).toEqual(
      rejected("LimitExceededException", "The requested resource exceeds the maximum number allowed."),
    );
    await world.events.putRule({ Name: "r0", EventPattern });
  });

  test("listings have pages and prefixes", async () => {
    for (const Name of ["b1", "a1", "a2", "a3"])
      await world.rule(Name, { source: ["s"] }, { Id: "1", Arn: queueArn("q") });
    const first = await world.events.listRules({ NamePrefix: "a", Limit: 2 });
    expect(first.Rules?.map(({ Name }) => Name)).toEqual(["a1", "a2"]);
    const second = await world.events.listRules({ NamePrefix: "a", Limit: 2, NextToken: first.NextToken });
    expect(second.Rules?.map(({ Name }) => Name)).toEqual(["a3"]);
    expect(second.NextToken).toBeUndefined();
    await world.events.removeTargets({ Rule: "a2", Ids: ["1"] });
    const page = await world.events.listRuleNamesByTarget({ TargetArn: queueArn("q"), Limit: 2 });
    expect(page.RuleNames).toEqual(["a1", "a3"]);
    const { RuleNames } = await world.events.listRuleNamesByTarget({
      TargetArn: queueArn("q"),
      Limit: 2,
      NextToken: page.NextToken,
    });
    expect(RuleNames).toEqual(["b1"]);
  });
});

describe("targets", () => {
  test("are replaced by id, listed in pages and removed", async () => {
    await world.rule(
      "r",
      { source: ["s"] },
      { Id: "b", Arn: queueArn("q"), Input: "1" },
      { Id: "a", Arn: queueArn("q") },
    );
    expect(
      await world.events.putTargets({ Rule: "r", Targets: [{ Id: "b", Arn: queueArn("q2") }] }),
    ).toMatchObject({ FailedEntryCount: 0, FailedEntries: [] });
    const first = await world.events.listTargetsByRule({ Rule: "r", Limit: 1 });
    expect(first.Targets).toEqual([{ Id: "a", Arn: queueArn("q") }]);
    const second = await world.events.listTargetsByRule({ Rule: "r", Limit: 1, NextToken: first.NextToken });
    expect(second).toMatchObject({ Targets: [{ Id: "b", Arn: queueArn("q2") }] });
    expect(await failureOf(world.events.deleteRule({ Name: "r" }))).toEqual(
      invalid("Rule can't be deleted since it has targets."),
    );
    expect(await world.events.removeTargets({ Rule: "r", Ids: ["a", "b", "none"] })).toMatchObject({
      FailedEntryCount: 0,
      FailedEntries: [],
    });
    await world.events.deleteRule({ Name: "r" });
  });

  test("5 are the most", async () => {
    await world.events.putRule({ Name: "r", EventPattern });
    const Targets = Array.from({ length: 6 }, (_, n) => ({ Id: `t${n}`, Arn: queueArn("q") }));
    expect(await failureOf(world.events.putTargets({ Rule: "r", Targets }))).toEqual(
      rejected("LimitExceededException", "The requested resource exceeds the maximum number allowed."),
    );
  });

  const machine = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:m`;
  const cluster = `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/c`;
  test.each([
    [{ Arn: "text" }, "Parameter text is not valid. Reason: Provided Arn is not in correct format."],
    [{ Arn: machine }, `RoleArn is required for target ${machine}.`],
    [{ Arn: cluster, RoleArn: ROLE }, "Parameter(s) EcsParameters must be specified for target: t."],
    [{ Arn: queueArn("q.fifo") }, "Parameter(s) SqsParameters must be specified for target: t."],
    [
      { Input: "{}", InputPath: "$" },
      "Only one of Input, InputPath, or InputTransformer must be provided for target t.",
    ],
    [{ Input: "text" }, "JSON syntax error in input for target t."],
    [{ InputPath: "detail" }, "InputPath for target t is invalid."],
    [
      {
        InputTransformer: { InputPathsMap: { a: "$.a" }, InputTemplate: '{"a": <a>, "b": <notdefinedkey>}' },
      },
      "InputTemplate for target t contains invalid placeholder notdefinedkey.",
    ],
    [
      { InputTransformer: { InputPathsMap: { a: "a" }, InputTemplate: "<a>" } },
      "InputPath for target t is invalid.",
    ],
    [
      { DeadLetterConfig: { Arn: queueArn("q.fifo") } },
      "DeadLetterConfig.Arn for target t must be the ARN of a standard SQS queue.",
    ],
  ])("%j is rejected", async (flaw, message) => {
    await world.events.putRule({ Name: "r", EventPattern });
    const target = { Id: "t", Arn: queueArn("q"), ...flaw };
    expect(await failureOf(world.events.putTargets({ Rule: "r", Targets: [target] }))).toEqual(
      invalid(message),
    );
  });

  test("ids have a form", async () => {
    await world.events.putRule({ Name: "r", EventPattern });
    expect(
      await failureOf(world.events.putTargets({ Rule: "r", Targets: [{ Id: "!@#", Arn: queueArn("q") }] })),
    ).toEqual(
      invalid(
        "1 validation error detected: Value '!@#' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
      ),
    );
  });

  test("of rules that do not exist", async () => {
    const message = "Rule none does not exist on EventBus default.";
    const missing = rejected("ResourceNotFoundException", message);
    const Targets = [{ Id: "t", Arn: queueArn("q") }];
    expect(await failureOf(world.events.putTargets({ Rule: "none", Targets }))).toEqual(missing);
    expect(await failureOf(world.events.removeTargets({ Rule: "none", Ids: ["t"] }))).toEqual(missing);
    expect(await failureOf(world.events.listTargetsByRule({ Rule: "none" }))).toEqual(missing);
    expect(await failureOf(world.events.enableRule({ Name: "none" }))).toEqual(missing);
  });
});
