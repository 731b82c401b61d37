import { describe, expect, test } from "vitest";
import { ACCOUNT, arnOf, eventBridgeWorld, failureOf, OTHER, START } from "./event-bridge-world.js";

const world = eventBridgeWorld();

const rejected = (name: string, message: string) => ({ name, message, status: 400 });

describe("buses", () => {
  test("every account has the default bus", async () => {
    expect(await world.events.describeEventBus({})).toMatchObject({
      Name: "default",
      Arn: arnOf("event-bus/default"),
    });
    const { EventBuses } = await world.events.listEventBuses({});
    expect(EventBuses).toEqual([{ Name: "default", Arn: arnOf("event-bus/default") }]);
  });

  test("a bus is created, described, changed and deleted", async () => {
    const DeadLetterConfig = { Arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:dead` };
    const created = await world.events.createEventBus({ Name: "shop", Description: "d", DeadLetterConfig });
    expect(created).toMatchObject({
      EventBusArn: arnOf("event-bus/shop"),
      Description: "d",
      DeadLetterConfig,
    });
    await world.sim.clock.advance("1m");
    const LogConfig = { IncludeDetail: "FULL", Level: "TRACE" } as const;
    expect(await world.events.updateEventBus({ Name: "shop", LogConfig })).toMatchObject({
      Arn: arnOf("event-bus/shop"),
      Name: "shop",
      LogConfig,
    });
    const { $metadata: _, ...bus } = await world.events.describeEventBus({ Name: arnOf("event-bus/shop") });
    expect(bus).toEqual({
      Name: "shop",
      Arn: arnOf("event-bus/shop"),
      Description: "d",
      DeadLetterConfig,
      LogConfig,
      CreationTime: new Date(START),
      LastModifiedTime: new Date(Date.parse(START) + 60_000),
    });
    await world.events.deleteEventBus({ Name: "shop" });
    expect(await failureOf(world.events.describeEventBus({ Name: "shop" }))).toEqual(
      rejected("ResourceNotFoundException", "Event bus shop does not exist."),
    );
    // Recorded: a bus that does not exist is deleted without an error.
    await world.events.deleteEventBus({ Name: "shop" });
  });

  test("names that are not accepted", async () => {
    await world.events.createEventBus({ Name: "shop" });
    const create = (Name: string) => failureOf(world.events.createEventBus({ Name }));
    expect(await create("shop")).toEqual(
      rejected("ResourceAlreadyExistsException", "Event bus shop already exists."),
    );
    expect(await create("default")).toEqual(
      rejected("ResourceAlreadyExistsException", "Event bus default already exists."),
    );
    expect(await create("a/b")).toEqual(
      rejected("ValidationException", "Event bus name must not contain '/'."),
    );
    expect(await create("aws.partner/x/y")).toEqual(
      rejected("ResourceNotFoundException", "Event source aws.partner/x/y does not exist."),
    );
    expect(await create("!")).toEqual(
      rejected(
        "ValidationException",
        "1 validation error detected: Value '!' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+",
      ),
    );
  });

  test("100 buses are the most", async () => {
    for (let n = 0; n < 100; n++) await world.events.createEventBus({ Name: `b${n}` });
    expect(await failureOf(world.events.createEventBus({ Name: "more" }))).toEqual(
      rejected("LimitExceededException", "The requested resource exceeds the maximum number allowed."),
    );
  });

  test("the default bus, and buses with rules, cannot be deleted", async () => {
    await world.events.createEventBus({ Name: "shop" });
    await world.events.putRule({ Name: "r", EventBusName: "shop", EventPattern: '{"source":["s"]}' });
    expect(await failureOf(world.events.deleteEventBus({ Name: "default" }))).toEqual(
      rejected("ValidationException", "Cannot delete event bus default."),
    );
    expect(await failureOf(world.events.deleteEventBus({ Name: "shop" }))).toEqual(
      rejected("ValidationException", "Event bus can't be deleted since it has rules."),
    );
  });

  test("listings are in the order of names, in pages", async () => {
    for (const Name of ["zoo", "app", "eel"]) await world.events.createEventBus({ Name });
    const first = await world.events.listEventBuses({ Limit: 2 });
    expect(first.EventBuses?.map(({ Name }) => Name)).toEqual(["app", "default"]);
    const second = await world.events.listEventBuses({ Limit: 2, NextToken: first.NextToken });
    expect(second.EventBuses?.map(({ Name }) => Name)).toEqual(["eel", "zoo"]);
    expect(second.NextToken).toBeUndefined();
    const { EventBuses } = await world.events.listEventBuses({ NamePrefix: "e" });
    expect(EventBuses?.map(({ Name }) => Name)).toEqual(["eel"]);
    expect(await failureOf(world.events.listEventBuses({ NextToken: "x" }))).toEqual(
      rejected("ValidationException", "Parameter NextToken is not valid."),
    );
  });
});

describe("policies", () => {
  const policy = async (Name = "default") => (await world.events.describeEventBus({ Name })).Policy;
  const root = `arn:aws:iam::${OTHER}:root`;

  test("PutPermission adds statements, and replaces one of the same id", async () => {
    const put = (StatementId: string, Principal: string, more = {}) =>
      world.events.putPermission({ StatementId, Principal, Action: "events:PutEvents", ...more });
    await put("one", OTHER);
    await put("two", "*", {
      Condition: { Type: "StringEquals", Key: "aws:PrincipalOrgID", Value: "o-1" },
    });
    const statement = (Sid: string, Principal: unknown, more = {}) => ({
      Sid,
      Effect: "Allow",
      Principal,
      Action: "events:PutEvents",
      Resource: arnOf("event-bus/default"),
      ...more,
    });
    const Condition = { StringEquals: { "aws:PrincipalOrgID": "o-1" } };
    expect(JSON.parse((await policy()) ?? "")).toEqual({
      Version: "2012-10-17",
      Statement: [statement("one", { AWS: root }), statement("two", "*", { Condition })],
    });
    await put("one", "*");
    expect(JSON.parse((await policy()) ?? "").Statement).toEqual([
      statement("two", "*", { Condition }),
      statement("one", "*"),
    ]);
  });

  test("a whole policy replaces the one before, and RemovePermission removes statements", async () => {
    await world.events.createEventBus({ Name: "shop" });
    const Statement = ["a", "b"].map((Sid) => ({
      Sid,
      Effect: "Allow",
      Principal: "*",
      Action: "events:*",
      Resource: arnOf("event-bus/shop"),
    }));
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await world.events.putPermission({ EventBusName: "shop", Policy });
    expect(await policy("shop")).toBe(Policy);
    await world.events.removePermission({ EventBusName: "shop", StatementId: "a" });
    expect(JSON.parse((await policy("shop")) ?? "").Statement).toEqual([Statement[1]]);
    await world.events.removePermission({ EventBusName: "shop", StatementId: "b" });
    expect(await policy("shop")).toBeUndefined();
    await world.events.putPermission({ EventBusName: "shop", Policy });
    await world.events.removePermission({ EventBusName: "shop", RemoveAllPermissions: true });
    expect(await policy("shop")).toBeUndefined();
  });

  test("what is not accepted", async () => {
    const put = (input: object) => failureOf(world.events.putPermission(input));
    expect(await put({ StatementId: "s", Principal: "*", Action: "events:ListRules" })).toEqual(
      rejected("ValidationException", "Provided value in parameter 'action' is not supported."),
    );
    expect(await put({ StatementId: "s" })).toEqual(
      rejected("ValidationException", "Parameter(s) Principal must be specified."),
    );
    expect(await put({ Principal: "*" })).toEqual(
      rejected("ValidationException", "Parameter(s) StatementId must be specified."),
    );
    expect(await put({ Policy: "{}" })).toEqual(
      rejected("ValidationException", "Parameter Policy is not valid. Reason: The policy is not valid."),
    );
    const statement = {
      Effect: "Allow",
      Principal: "*",
      Action: "events:PutEvents",
      Resource: "x".repeat(10_240),
    };
    expect(await put({ Policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) })).toEqual(
      rejected("PolicyLengthExceededException", "The policy exceeds the maximum length allowed."),
    );
    expect(await put({ EventBusName: "none", StatementId: "s", Principal: "*" })).toEqual(
      rejected("ResourceNotFoundException", "Event bus none does not exist."),
    );
  });

  test("statements that do not exist", async () => {
    const remove = (input: object) => failureOf(world.events.removePermission(input));
    const missing = rejected("ResourceNotFoundException", "Statement with the provided id does not exist.");
    expect(await remove({ StatementId: "s" })).toEqual(missing);
    await world.events.putPermission({ StatementId: "s", Principal: "*", Action: "events:PutEvents" });
    expect(await remove({ StatementId: "other" })).toEqual(missing);
    expect(await remove({ EventBusName: "none", StatementId: "s" })).toEqual(
      rejected("ResourceNotFoundException", "Event bus none does not exist."),
    );
  });
});

describe("tags", () => {
  test("of buses and rules", async () => {
    await world.events.createEventBus({ Name: "shop", Tags: [{ Key: "a", Value: "1" }] });
    const { RuleArn: rule } = await world.events.putRule({
      Name: "r",
      EventBusName: "shop",
      EventPattern: '{"source":["s"]}',
      Tags: [{ Key: "r", Value: "1" }],
    });
    const bus = arnOf("event-bus/shop");
    const tags = async (ResourceARN = bus) => (await world.events.listTagsForResource({ ResourceARN })).Tags;
    await world.events.tagResource({
      ResourceARN: bus,
      Tags: [
        { Key: "b", Value: "2" },
        { Key: "a", Value: "3" },
      ],
    });
    expect(await tags()).toEqual([
      { Key: "a", Value: "3" },
      { Key: "b", Value: "2" },
    ]);
    await world.events.untagResource({ ResourceARN: bus, TagKeys: ["a", "none"] });
    expect(await tags()).toEqual([{ Key: "b", Value: "2" }]);
    expect(await tags(rule)).toEqual([{ Key: "r", Value: "1" }]);
    await world.events.tagResource({
      ResourceARN: arnOf("event-bus/default"),
      Tags: [{ Key: "d", Value: "1" }],
    });
    expect(await tags(arnOf("event-bus/default"))).toEqual([{ Key: "d", Value: "1" }]);
  });

  test("of what does not exist", async () => {
    const list = (ResourceARN: string) => failureOf(world.events.listTagsForResource({ ResourceARN }));
    expect(await list(arnOf("rule/none"))).toEqual(
      rejected("ResourceNotFoundException", "Rule none does not exist on EventBus default."),
    );
    expect(await list(arnOf("event-bus/none"))).toEqual(
      rejected("ResourceNotFoundException", "Event bus none does not exist."),
    );
  });

  test("50 are the most", async () => {
    const Tags = Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}`, Value: "" }));
    expect(
      await failureOf(world.events.tagResource({ ResourceARN: arnOf("event-bus/default"), Tags })),
    ).toEqual(rejected("ValidationException", "The resource has too many tags."));
  });
});
