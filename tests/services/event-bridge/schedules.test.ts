import { describe, expect, test } from "vitest";
import { ACCOUNT, arnOf, eventBridgeWorld, NOW } from "./event-bridge-world.js";

const world = eventBridgeWorld();

const times = () => world.sim.eventBridge.events().map(({ event }) => event.time);

async function scheduled(ScheduleExpression: string, Name = "r") {
  const Arn = await world.queue("q");
  await world.events.putRule({ Name, ScheduleExpression });
  await world.events.putTargets({ Rule: Name, Targets: [{ Id: "q", Arn }] });
}

describe("Q06 schedules", () => {
  test("a rate is due one interval after the rule was made, and then again and again", async () => {
    await scheduled("rate(5 minutes)");
    await world.sim.clock.advance("5m");
    const [body = ""] = world.bodies("q");
    expect(JSON.parse(body)).toEqual({
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      "detail-type": "Scheduled Event",
      source: "aws.events",
      account: ACCOUNT,
      time: "2026-01-02T03:09:05Z",
      region: "us-east-1",
      resources: [arnOf("rule/r")],
      detail: {},
    });
    await world.sim.clock.advance("10m");
    expect(times()).toEqual(["2026-01-02T03:09:05Z", "2026-01-02T03:14:05Z", "2026-01-02T03:19:05Z"]);
  });

  test("cron is in UTC", async () => {
    await scheduled("cron(30 6 ? * MON-FRI *)");
    await world.sim.clock.advance("4d");
    expect(times()).toEqual(["2026-01-02T06:30:00Z", "2026-01-05T06:30:00Z"]);
  });

  test("a cron of the past is never due", async () => {
    await scheduled("cron(0/5 5 ? JAN 1-5 2022)");
    await world.sim.clock.advance("30d");
    expect(times()).toEqual([]);
  });

  test("disabling and deleting a rule ends its schedule; enabling starts it again", async () => {
    await scheduled("rate(1 hour)");
    await world.sim.clock.advance("30m");
    await world.events.disableRule({ Name: "r" });
    await world.sim.clock.advance("1h");
    expect(times()).toEqual([]);
    await world.events.enableRule({ Name: "r" });
    await world.sim.clock.advance("59m");
    expect(times()).toEqual([]);
    await world.sim.clock.advance("1m");
    expect(times()).toEqual(["2026-01-02T05:34:05Z"]);
    await world.events.removeTargets({ Rule: "r", Ids: ["q"] });
    await world.events.deleteRule({ Name: "r" });
    await scheduled("rate(1 day)");
    await world.sim.clock.advance("3h");
    expect(times()).toHaveLength(1);
  });

  test("a rule that is put again keeps its schedule, unless the expression is another", async () => {
    await scheduled("rate(1 hour)");
    await world.sim.clock.advance("40m");
    await world.events.putRule({ Name: "r", ScheduleExpression: "rate(1 hour)", Description: "same" });
    await world.sim.clock.advance("20m");
    expect(times()).toHaveLength(1);
    await world.events.putRule({ Name: "r", ScheduleExpression: "rate(30 minutes)" });
    await world.sim.clock.advance("30m");
    expect(times()).toHaveLength(2);
    await world.sim.clock.advance("30m");
    expect(times()).toHaveLength(3);
  });

  test("a rule may have a pattern and a schedule", async () => {
    await world.events.putRule({
      Name: "r",
      ScheduleExpression: "rate(1 hour)",
      EventPattern: '{"source":["shop"]}',
    });
    await world.put({});
    await world.sim.clock.advance("1h");
    expect(
      world.sim.eventBridge.events().map(({ event, matched }) => [event.source, matched.length]),
    ).toEqual([
      ["shop", 1],
      ["aws.events", 1],
    ]);
  });

  test("runUntilIdle does not wait for schedules, which never end", async () => {
    await scheduled("rate(1 minute)");
    await world.sim.clock.runUntilIdle();
    expect(world.sim.clock.now()).toBe(NOW);
  });

  test("Q09 a schedule continues after a restore", async () => {
    await scheduled("rate(1 hour)");
    await world.sim.clock.advance("30m");
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("2h");
    world.sim.restore(snapshot);
    expect(times()).toEqual([]);
    await world.sim.clock.advance("1h");
    expect(times()).toEqual(["2026-01-02T04:04:05Z"]);
  });
});
