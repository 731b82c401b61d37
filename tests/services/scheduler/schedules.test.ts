import { Scheduler } from "@aws-sdk/client-scheduler";
import { describe, expect, test } from "vitest";
import { failureOf } from "../event-bridge/event-bridge-world.js";
import { ACCOUNT, arnOf, NOW, OFF, queueArn, ROLE, START, schedulerWorld } from "./scheduler-world.js";

const world = schedulerWorld();

const invalid = (message: string) => ({ name: "ValidationException", message, status: 400 });
const conflict = (message: string) => ({ name: "ConflictException", message, status: 409 });
const missing = (message: string) => ({ name: "ResourceNotFoundException", message, status: 404 });

describe("schedules", () => {
  test("are created with defaults, replaced as a whole, and deleted", async () => {
    expect(await world.schedule("rate(5 minutes)", { Description: "d" })).toBe(arnOf("schedule/default/s"));
    const Target = {
      Arn: queueArn("q"),
      RoleArn: ROLE,
      Input: "<aws.scheduler.scheduled-time>",
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    };
    const schedule = {
      Arn: arnOf("schedule/default/s"),
      Name: "s",
      GroupName: "default",
      ScheduleExpression: "rate(5 minutes)",
      ScheduleExpressionTimezone: "UTC",
      FlexibleTimeWindow: OFF,
      State: "ENABLED",
      ActionAfterCompletion: "NONE",
      CreationDate: new Date(START),
      LastModificationDate: new Date(START),
      Target,
    };
    const { $metadata: _, ...created } = await world.scheduler.getSchedule({ Name: "s" });
    expect(created).toEqual({ ...schedule, Description: "d" });
    await world.sim.clock.advance("1m");
    expect(
      await world.scheduler.updateSchedule({
        Name: "s",
        ScheduleExpression: "cron(0 9 * * ? *)",
        ScheduleExpressionTimezone: "Europe/Vienna",
        FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 5 },
        Target: { Arn: queueArn("q"), RoleArn: ROLE, RetryPolicy: { MaximumRetryAttempts: 0 } },
        StartDate: new Date("2026-02-01T00:00:00Z"),
      }),
    ).toMatchObject({ ScheduleArn: schedule.Arn });
    const { $metadata: __, ...updated } = await world.scheduler.getSchedule({
      Name: "s",
      GroupName: "default",
    });
    expect(updated).toEqual({
      ...schedule,
      ScheduleExpression: "cron(0 9 * * ? *)",
      ScheduleExpressionTimezone: "Europe/Vienna",
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 5 },
      LastModificationDate: new Date(NOW + 60_000),
      StartDate: new Date("2026-02-01T00:00:00Z"),
      Target: {
        Arn: queueArn("q"),
        RoleArn: ROLE,
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 0 },
      },
    });
    await world.scheduler.deleteSchedule({ Name: "s" });
    expect(await failureOf(world.scheduler.getSchedule({ Name: "s" }))).toEqual(
      missing("Schedule s does not exist."),
    );
  });

  test("a client token makes a request idempotent", async () => {
    const arn = await world.schedule("rate(1 hour)", { ClientToken: "one" });
    expect(await world.schedule("rate(1 hour)", { ClientToken: "one" })).toBe(arn);
    expect(await failureOf(world.schedule("rate(1 hour)", { ClientToken: "two" }))).toEqual(
      conflict("Schedule s already exists."),
    );
  });

  test("are listed by group and name, in pages", async () => {
    await world.scheduler.createScheduleGroup({ Name: "a" });
    for (const Name of ["s2", "s1", "t"]) await world.schedule("rate(1 hour)", { Name });
    await world.schedule("rate(1 hour)", { Name: "s3", GroupName: "a", State: "DISABLED" });
    const names = async (input: object) =>
      (await world.scheduler.listSchedules(input)).Schedules?.map(
        ({ GroupName, Name }) => `${GroupName}/${Name}`,
      );
    expect(await names({})).toEqual(["a/s3", "default/s1", "default/s2", "default/t"]);
    expect(await names({ NamePrefix: "s" })).toEqual(["a/s3", "default/s1", "default/s2"]);
    expect(await names({ GroupName: "default", NamePrefix: "s" })).toEqual(["default/s1", "default/s2"]);
    expect(await names({ State: "DISABLED" })).toEqual(["a/s3"]);
    const page = await world.scheduler.listSchedules({ MaxResults: 3 });
    expect(page.Schedules?.[0]).toEqual({
      Arn: arnOf("schedule/a/s3"),
      CreationDate: new Date(START),
      GroupName: "a",
      LastModificationDate: new Date(START),
      Name: "s3",
      State: "DISABLED",
      Target: { Arn: queueArn("q") },
    });
    expect(await names({ MaxResults: 3, NextToken: page.NextToken })).toEqual(["default/t"]);
    expect(await failureOf(world.scheduler.listSchedules({ NextToken: "x" }))).toEqual(
      invalid("Invalid NextToken."),
    );
  });

  test.each([
    "at(2021-12-31T23:59:59Z)",
    "at(2021-12-31)",
    "rate(10 seconds)",
    "rate(10 years)",
    "rate(10 minutess)",
    "rate( 10 minutes )",
    " rate(10 minutes)",
    "rate()",
    "cron()",
    "cron(0 1 * * * *)",
  ])("%s is not valid", async (expression) => {
    expect(await failureOf(world.schedule(expression))).toEqual(
      invalid(`Invalid Schedule Expression ${expression}.`),
    );
  });

  test.each<[object, string]>([
    [{ ScheduleExpressionTimezone: "Nowhere/Town" }, "Invalid Schedule Expression Timezone Nowhere/Town."],
    [
      { FlexibleTimeWindow: { Mode: "FLEXIBLE" } },
      "MaximumWindowInMinutes must be specified when FlexibleTimeWindow Mode is FLEXIBLE.",
    ],
    [
      { FlexibleTimeWindow: { Mode: "OFF", MaximumWindowInMinutes: 5 } },
      "MaximumWindowInMinutes must not be specified when FlexibleTimeWindow Mode is OFF.",
    ],
    [{ StartDate: new Date(NOW), EndDate: new Date(NOW) }, "The StartDate must be before the EndDate."],
    [{ Target: { Arn: "queue", RoleArn: ROLE } }, "Provided Arn is not in correct format: queue."],
    [
      { Target: { Arn: queueArn("q.fifo"), RoleArn: ROLE } },
      `SqsParameters must be specified for the target ${queueArn("q.fifo")}.`,
    ],
    [
      { Target: { Arn: `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/c`, RoleArn: ROLE } },
      `EcsParameters must be specified for the target arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/c.`,
    ],
    [
      { Target: { Arn: `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default`, RoleArn: ROLE } },
      `EventBridgeParameters must be specified for the target arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default.`,
    ],
    [
      { Name: "a b" },
      "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$",
    ],
  ])("%j is rejected", async (flaw, message) => {
    expect(await failureOf(world.schedule("rate(1 hour)", flaw))).toEqual(invalid(message));
  });

  test("what does not exist", async () => {
    expect(await failureOf(world.schedule("rate(1 hour)", { GroupName: "none" }))).toEqual(
      missing("Schedule group none does not exist."),
    );
    expect(await failureOf(world.scheduler.deleteSchedule({ Name: "none" }))).toEqual(
      missing("Schedule none does not exist."),
    );
    const Target = { Arn: queueArn("q"), RoleArn: ROLE };
    expect(
      await failureOf(
        world.scheduler.updateSchedule({
          Name: "none",
          ScheduleExpression: "rate(1 hour)",
          FlexibleTimeWindow: OFF,
          Target,
        }),
      ),
    ).toEqual(missing("Schedule none does not exist."));
    expect(await failureOf(world.scheduler.listSchedules({ GroupName: "none" }))).toEqual(
      missing("Schedule group none does not exist."),
    );
  });

  test("each account and region has its own", async () => {
    await world.schedule("rate(1 hour)");
    const there = new Scheduler(world.sim.clientConfig({ region: "eu-west-1", direct: true }));
    expect((await there.listSchedules({})).Schedules).toEqual([]);
  });
});

describe("groups", () => {
  test("are created with tags, listed, and deleted with their schedules after a while", async () => {
    const ResourceArn = arnOf("schedule-group/jobs");
    expect(
      await world.scheduler.createScheduleGroup({ Name: "jobs", Tags: [{ Key: "a", Value: "1" }] }),
    ).toMatchObject({ ScheduleGroupArn: ResourceArn });
    await world.scheduler.tagResource({ ResourceArn, Tags: [{ Key: "b", Value: "2" }] });
    await world.scheduler.untagResource({ ResourceArn, TagKeys: ["a"] });
    expect((await world.scheduler.listTagsForResource({ ResourceArn })).Tags).toEqual([
      { Key: "b", Value: "2" },
    ]);
    const { ScheduleGroups } = await world.scheduler.listScheduleGroups({});
    const jobs = {
      Arn: ResourceArn,
      CreationDate: new Date(START),
      LastModificationDate: new Date(START),
      Name: "jobs",
      State: "ACTIVE",
    };
    expect(ScheduleGroups).toEqual([
      { Arn: arnOf("schedule-group/default"), Name: "default", State: "ACTIVE" },
      jobs,
    ]);
    expect(
      (await world.scheduler.listScheduleGroups({ NamePrefix: "j", MaxResults: 1 })).ScheduleGroups,
    ).toEqual([jobs]);
    await world.schedule("rate(1 hour)", { GroupName: "jobs" });
    await world.scheduler.deleteScheduleGroup({ Name: "jobs" });
    expect(await world.scheduler.getScheduleGroup({ Name: "jobs" })).toMatchObject({ State: "DELETING" });
    expect(await failureOf(world.schedule("rate(1 hour)", { GroupName: "jobs", Name: "late" }))).toEqual(
      conflict("Schedule group jobs is being deleted."),
    );
    await world.sim.clock.advance("1s");
    expect(await failureOf(world.scheduler.getScheduleGroup({ Name: "jobs" }))).toEqual(
      missing("Schedule group jobs does not exist."),
    );
    expect(world.sim.scheduler.schedules()).toEqual([]);
  });

  test("what is not accepted", async () => {
    await world.scheduler.createScheduleGroup({ Name: "jobs", ClientToken: "one" });
    await world.scheduler.createScheduleGroup({ Name: "jobs", ClientToken: "one" });
    expect(await failureOf(world.scheduler.createScheduleGroup({ Name: "jobs" }))).toEqual(
      conflict("Schedule group jobs already exists."),
    );
    expect(await failureOf(world.scheduler.createScheduleGroup({ Name: "default" }))).toEqual(
      conflict("Schedule group default already exists."),
    );
    expect(await failureOf(world.scheduler.deleteScheduleGroup({ Name: "default" }))).toEqual(
      invalid("The default schedule group cannot be deleted."),
    );
    const Tags = Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}`, Value: "1" }));
    const ResourceArn = arnOf("schedule-group/jobs");
    for (let n = 0; n < 2; n++) await world.scheduler.tagResource({ ResourceArn, Tags: Tags.slice(0, 50) });
    expect(await failureOf(world.scheduler.tagResource({ ResourceArn, Tags: Tags.slice(50) }))).toEqual(
      invalid("A schedule group can have at most 50 tags."),
    );
    expect(
      await failureOf(world.scheduler.listTagsForResource({ ResourceArn: arnOf("schedule-group/none") })),
    ).toEqual(missing("Schedule group none does not exist."));
  });
});
