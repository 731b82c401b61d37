import { expect, test } from "vitest";
import { DAY, HOUR, NOW, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

test("events expire when they are as old as the retention, and not a millisecond before", async () => {
  await aws.stream();
  await aws.logs.putRetentionPolicy({ logGroupName: "g", retentionInDays: 1 });
  aws.sim.logs.put("g", "s", "one", { message: "two", timestamp: NOW + 10 });
  await aws.sim.clock.advance(DAY - 1);
  expect(aws.sim.logs.messages("g")).toEqual(["one", "two"]);
  await aws.sim.clock.advance(1);
  expect(aws.sim.logs.messages("g")).toEqual(["two"]);
  const stream = { logGroupName: "g", logStreamName: "s" };
  const { events = [] } = await aws.logs.getLogEvents({ ...stream, startFromHead: true });
  expect(events.map(({ message }) => message)).toEqual(["two"]);
  expect((await aws.logs.filterLogEvents({ logGroupName: "g" })).events).toHaveLength(1);
  expect(aws.sim.logs.streams("g")).toMatchObject([
    { firstEventTimestamp: NOW + 10, lastEventTimestamp: NOW + 10 },
  ]);
  await aws.sim.clock.advance(10);
  expect(aws.sim.logs.messages("g")).toEqual([]);
  expect(aws.sim.logs.streams("g")[0]).not.toHaveProperty("firstEventTimestamp");
});

test("sweeps free what expired, at the latest an hour later, and no one waits for them", async () => {
  await aws.stream();
  await aws.logs.putRetentionPolicy({ logGroupName: "g", retentionInDays: 1 });
  aws.sim.logs.put("g", "s", "1234", { message: "1234", timestamp: NOW + 1 });
  aws.sim.logs.put("g", "t", { message: "12", timestamp: NOW + 2 * HOUR });
  const bytes = () => aws.sim.logs.groups()[0]?.storedBytes;
  expect(bytes()).toBe(3 * 26 + 10);
  await aws.sim.clock.runUntilIdle();
  expect(aws.sim.clock.now()).toBe(NOW);
  await aws.sim.clock.advance(DAY);
  expect(bytes()).toBe(2 * 26 + 6);
  await aws.sim.clock.advance(HOUR);
  expect(bytes()).toBe(26 + 2);
  await aws.sim.clock.advance(HOUR);
  expect(bytes()).toBe(0);
});

test("a shorter retention applies to existing events; removed events are not restored", async () => {
  aws.sim.logs.put("g", "s", { message: "old", timestamp: NOW - 2 * DAY }, "new");
  await aws.logs.putRetentionPolicy({ logGroupName: "g", retentionInDays: 3 });
  expect(aws.sim.logs.messages("g")).toEqual(["old", "new"]);
  await aws.logs.putRetentionPolicy({ logGroupName: "g", retentionInDays: 1 });
  expect(aws.sim.logs.messages("g")).toEqual(["new"]);
  await aws.logs.deleteRetentionPolicy({ logGroupName: "g" });
  await aws.sim.clock.advance(400 * DAY);
  expect(aws.sim.logs.messages("g")).toEqual(["new"]);
});

test("without a policy nothing expires; snapshots carry events and sweeps", async () => {
  aws.sim.logs.put("g", "s", "kept");
  const before = aws.sim.snapshot();
  await aws.logs.putRetentionPolicy({ logGroupName: "g", retentionInDays: 1 });
  const within = aws.sim.snapshot();
  await aws.sim.clock.advance(2 * DAY);
  expect(aws.sim.logs.messages("g")).toEqual([]);
  aws.sim.restore(within);
  expect(aws.sim.logs.messages("g")).toEqual(["kept"]);
  await aws.sim.clock.advance(2 * DAY);
  expect(aws.sim.logs.groups()).toMatchObject([{ storedBytes: 0 }]);
  aws.sim.restore(before);
  await aws.sim.clock.advance(4000 * DAY);
  expect(aws.sim.logs.messages("g")).toEqual(["kept"]);
});
