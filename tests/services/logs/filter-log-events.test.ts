import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { badToken, NOW, noGroup, noStream, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

const filter = async (input: object) => {
  const { events = [], nextToken } = await aws.logs.filterLogEvents({ logGroupName: "g", ...input });
  return { messages: events.map(({ message }) => message), nextToken };
};

const at = (moment: number, message: string) => ({ timestamp: NOW + moment, message });

test("D07 whole events, with the stream and an id that stays", async () => {
  aws.sim.logs.put("g", "s", "one");
  const answer = await body(aws.logs.filterLogEvents({ logGroupName: "g" }));
  expect(answer).toEqual({
    events: [
      {
        logStreamName: "s",
        timestamp: NOW,
        message: "one",
        ingestionTime: NOW,
        eventId: expect.stringMatching(/^3\d{55}$/),
      },
    ],
    searchedLogStreams: [],
  });
  expect(await body(aws.logs.filterLogEvents({ logGroupName: "g" }))).toEqual(answer);
});

test("D07 no two events have the same id, in whatever stream and group", async () => {
  for (const [group, stream] of [
    ["g", "s"],
    ["g", "t"],
    ["h", "s"],
  ] as const) {
    aws.sim.logs.put(group, stream, "one", "two");
  }
  const answers = await Promise.all(
    ["g", "h"].map((logGroupName) => aws.logs.filterLogEvents({ logGroupName })),
  );
  const ids = answers.flatMap(({ events = [] }) => events.map(({ eventId }) => eventId));
  expect(new Set(ids).size).toBe(6);
});

test("D07 streams are interleaved by time, then by arrival", async () => {
  aws.sim.logs.put("g", "b", at(1, "b1"), at(3, "b3"), at(5, "b5"));
  aws.sim.logs.put("g", "a", at(2, "a2"), at(3, "a3"), at(6, "a6"));
  aws.sim.logs.put("g", "c", at(0, "c0"), at(4, "c4"));
  const all = ["c0", "b1", "a2", "b3", "a3", "c4", "b5", "a6"];
  expect(await filter({})).toEqual({ messages: all, nextToken: undefined });
  for (let limit = 1; limit <= all.length; limit++) {
    const read: unknown[] = [];
    let nextToken: string | undefined;
    do {
      const page = await filter({ limit, nextToken });
      read.push(...page.messages);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(read).toEqual(all);
  }
});

test("D07 streams by name or prefix, startTime and endTime both included", async () => {
  aws.sim.logs.put("g", "web/1", at(1, "one"));
  aws.sim.logs.put("g", "web/2", at(2, "two"));
  aws.sim.logs.put("g", "db", at(3, "three"));
  expect(await filter({ logStreamNames: ["db", "web/1", "db"] })).toMatchObject({
    messages: ["one", "three"],
  });
  expect(await filter({ logStreamNamePrefix: "web/" })).toMatchObject({ messages: ["one", "two"] });
  expect(await filter({ startTime: NOW + 2, endTime: NOW + 3 })).toMatchObject({
    messages: ["two", "three"],
  });
  expect(await filter({ endTime: NOW + 2 })).toMatchObject({ messages: ["one", "two"] });
  await expect(filter({ logStreamNames: ["none"] })).rejects.toMatchObject(noStream);
  await expect(filter({ logStreamNames: ["db"], logStreamNamePrefix: "d" })).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
});

test("D07 patterns choose, and pages hold only what they chose", async () => {
  aws.sim.logs.put("g", "s", "ERROR one", "INFO two", "ERROR three", "ERROR four");
  const first = await filter({ filterPattern: "ERROR", limit: 2 });
  expect(first).toEqual({ messages: ["ERROR one", "ERROR three"], nextToken: expect.any(String) });
  expect(await filter({ filterPattern: "ERROR", limit: 2, nextToken: first.nextToken })).toEqual({
    messages: ["ERROR four"],
    nextToken: undefined,
  });
  await expect(filter({ nextToken: first.nextToken })).rejects.toMatchObject(badToken);
});

test("D07 rejects missing groups and invalid patterns", async () => {
  await expect(filter({})).rejects.toMatchObject(noGroup);
  await aws.stream();
  await expect(filter({ filterPattern: "a:b" })).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "Invalid character(s) in term ':'",
  });
});
