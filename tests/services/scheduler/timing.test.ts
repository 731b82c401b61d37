import { expect, test } from "vitest";
import { NOW, OFF, schedulerWorld } from "./scheduler-world.js";

const world = schedulerWorld();
const at = (time: string) => `2026-01-02T${time}Z`;

test("Q06 a rate is due immediately, and then again and again", async () => {
  await world.schedule("rate(5 minutes)");
  await world.sim.clock.advance("11m");
  expect(world.bodies()).toEqual([at("03:04:05"), at("03:09:05"), at("03:14:05")]);
});

test("Q06 a rate starts at its start date and ends at its end date", async () => {
  await world.schedule("rate(1 hours)", {
    StartDate: new Date(at("05:00:00")),
    EndDate: new Date(at("07:00:00")),
  });
  await world.sim.clock.advance("1d");
  expect(world.bodies()).toEqual([at("05:00:00"), at("06:00:00"), at("07:00:00")]);
});

test("Q06 cron follows the clock of its time zone", async () => {
  await world.schedule("cron(0 9 * * ? *)", { ScheduleExpressionTimezone: "America/New_York" });
  await world.sim.clock.set("2026-03-09T00:00:00Z");
  const bodies = world.sim.sqs.sent("q").map(({ body }) => body);
  expect(bodies.slice(0, 2)).toEqual(["2026-01-02T14:00:00Z", "2026-01-03T14:00:00Z"]);
  expect(bodies.at(-1)).toBe("2026-03-08T13:00:00Z");
});

test("Q06 a one-off schedule is due once; runUntilIdle waits for it", async () => {
  await world.schedule("at(2026-01-02T12:00:00)", { ScheduleExpressionTimezone: "Asia/Tokyo" });
  await world.schedule("at(2026-01-02T06:00:00)", { Name: "later", ActionAfterCompletion: "DELETE" });
  await world.sim.clock.runUntilIdle();
  // Noon in Tokyo is three in the morning, which has passed.
  expect(world.bodies()).toEqual([at("06:00:00")]);
  expect(world.sim.clock.now()).toBe(Date.parse(at("06:00:00")));
  expect(world.sim.scheduler.schedules().map(({ name }) => name)).toEqual(["s"]);
});

test("Q06 a flexible window spreads invocations, the same way for the same seed", async () => {
  const waits = async () => {
    await world.schedule("rate(1 hour)", {
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 15 },
    });
    await world.sim.clock.advance("10h");
    return world.sim.sqs.sent("q").map(({ sentTimestamp, body }) => sentTimestamp - Date.parse(body));
  };
  const first = await waits();
  expect(first.length).toBeGreaterThanOrEqual(10);
  expect(first.every((wait) => wait >= 0 && wait < 900_000)).toBe(true);
  expect(new Set(first).size).toBeGreaterThan(5);
  world.sim.reset();
  expect(await waits()).toEqual(first);
});

test("a schedule that completes after its window is deleted then", async () => {
  await world.schedule("at(2026-01-02T06:00:00)", {
    ActionAfterCompletion: "DELETE",
    FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 60 },
  });
  await world.sim.clock.set(at("06:00:00"));
  expect(world.sim.scheduler.schedules()).toHaveLength(1);
  await world.sim.clock.advance("1h");
  expect(world.bodies()).toEqual([at("06:00:00")]);
  expect(world.sim.scheduler.schedules()).toEqual([]);
});

test("disabling, changing and deleting end what was planned", async () => {
  await world.schedule("rate(1 hour)", { State: "DISABLED" });
  await world.sim.clock.advance("2h");
  expect(world.bodies()).toEqual([]);
  const {
    $metadata: _,
    Arn: __,
    CreationDate: ___,
    LastModificationDate: ____,
    ...schedule
  } = await world.scheduler.getSchedule({ Name: "s" });
  const update = (change: object) =>
    world.scheduler.updateSchedule({
      ...schedule,
      Name: "s",
      ScheduleExpression: "rate(1 hour)",
      FlexibleTimeWindow: OFF,
      Target: schedule.Target,
      ...change,
    });
  await update({ State: "ENABLED" });
  await world.sim.clock.advance("1m");
  expect(world.bodies()).toEqual([at("05:04:05")]);
  await update({ State: "ENABLED", ScheduleExpression: "rate(1 day)" });
  await world.sim.clock.advance("3h");
  expect(world.bodies()).toEqual([at("05:04:05"), at("05:05:05")]);
  await world.scheduler.deleteSchedule({ Name: "s" });
  await world.sim.clock.advance("2d");
  expect(world.bodies()).toHaveLength(2);
});

test("Q09 schedules and invocations continue after a restore", async () => {
  await world.schedule("rate(1 hour)", {
    FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 10 },
  });
  await world.sim.clock.advance("1h");
  const snapshot = world.sim.snapshot();
  await world.sim.clock.advance("3h");
  const later = world.bodies();
  world.sim.restore(snapshot);
  await world.sim.clock.advance("3h");
  expect(world.bodies()).toEqual(later);
  expect(world.sim.clock.now()).toBe(NOW + 4 * 3_600_000);
});
