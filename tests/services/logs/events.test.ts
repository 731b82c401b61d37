import { paginateGetLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import {
  awsError,
  badToken,
  broken,
  DAY,
  HOUR,
  NOW,
  noGroup,
  noStream,
  simulatedLogs,
} from "./logs-world.js";

const aws = simulatedLogs();
const STREAM = { logGroupName: "g", logStreamName: "s" };

describe("PutLogEvents", () => {
  test("D05 events come back as they were put, in the order of time and then of arrival", async () => {
    await aws.stream();
    const put = (...logEvents: { timestamp: number; message: string }[]) =>
      aws.logs.putLogEvents({ ...STREAM, logEvents });
    const answer = await body(put({ timestamp: NOW, message: "b" }, { timestamp: NOW, message: "c" }));
    expect(answer).toEqual({ nextSequenceToken: expect.stringMatching(/^496\d{53}$/) });
    await aws.sim.clock.advance(5);
    await put({ timestamp: NOW - 1, message: "a" }, { timestamp: NOW, message: "d" });
    const { events } = await aws.logs.getLogEvents(STREAM);
    expect(events).toEqual([
      { timestamp: NOW - 1, message: "a", ingestionTime: NOW + 5 },
      { timestamp: NOW, message: "b", ingestionTime: NOW },
      { timestamp: NOW, message: "c", ingestionTime: NOW },
      { timestamp: NOW, message: "d", ingestionTime: NOW + 5 },
    ]);
  });

  test.each([
    ["1 ms within the limits", [-14 * DAY, -14 * DAY + 1], undefined],
    ["too old", [-14 * DAY - 1, -14 * DAY], { tooOldLogEventEndIndex: 1 }],
    ["too new", [2 * HOUR, 2 * HOUR + 1], { tooNewLogEventStartIndex: 1 }],
    ["all too old", [-15 * DAY, -15 * DAY], { tooOldLogEventEndIndex: 2 }],
  ])("D05 events that are %s", async (_, ages, rejectedLogEventsInfo) => {
    await aws.stream();
    const logEvents = ages.map((age) => ({ timestamp: NOW + age, message: String(age) }));
    const answer = await aws.logs.putLogEvents({ ...STREAM, logEvents });
    expect(answer.rejectedLogEventsInfo).toEqual(rejectedLogEventsInfo);
    const { tooOldLogEventEndIndex: old = 0, tooNewLogEventStartIndex: young = ages.length } =
      answer.rejectedLogEventsInfo ?? {};
    expect(aws.sim.logs.messages("g")).toEqual(ages.slice(old, young).map(String));
  });

  test("D05 events older than the retention have expired", async () => {
    await aws.stream();
    await aws.logs.putRetentionPolicy({ logGroupName: "g", retentionInDays: 1 });
    const logEvents = [
      { timestamp: NOW - DAY, message: "expired" },
      { timestamp: NOW - DAY + 1, message: "kept" },
    ];
    const answer = await aws.logs.putLogEvents({ ...STREAM, logEvents });
    expect(answer.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 });
    expect(aws.sim.logs.messages("g")).toEqual(["kept"]);
  });

  test.each([
    ["unordered", [1, 0], "Log events in a single PutLogEvents request must be in chronological order."],
    [
      "longer than a day",
      [0, DAY + 1],
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    ],
  ])("D05 rejects batches that are %s", async (_, moments, message) => {
    await aws.stream();
    const logEvents = moments.map((moment) => ({ timestamp: NOW - DAY + moment, message: "x" }));
    await expect(aws.logs.putLogEvents({ ...STREAM, logEvents })).rejects.toMatchObject(
      awsError("InvalidParameterException", message),
    );
  });

  test("D05 a batch has at most 1 MiB, 26 bytes for each event included", async () => {
    await aws.stream();
    const put = (size: number) =>
      aws.logs.putLogEvents({
        ...STREAM,
        logEvents: [
          { timestamp: NOW, message: "ä" },
          { timestamp: NOW, message: "x".repeat(size) },
        ],
      });
    const most = 1_048_576 - 26 - 26 - 2;
    await put(most);
    await expect(put(most + 1)).rejects.toMatchObject(
      awsError("InvalidParameterException", "Upload too large: 1048577 bytes exceeds limit of 1048576"),
    );
  });

  test("D05 rejects an empty list of events, empty messages, and missing streams", async () => {
    const event = { timestamp: NOW, message: "x" };
    await expect(aws.logs.putLogEvents({ ...STREAM, logEvents: [event] })).rejects.toMatchObject(noGroup);
    await aws.logs.createLogGroup({ logGroupName: "g" });
    await expect(aws.logs.putLogEvents({ ...STREAM, logEvents: [event] })).rejects.toMatchObject(noStream);
    await aws.logs.createLogStream(STREAM);
    await expect(aws.logs.putLogEvents({ ...STREAM, logEvents: [] })).rejects.toMatchObject(
      broken("[]", "logEvents", "Member must have length greater than or equal to 1"),
    );
    await expect(
      aws.logs.putLogEvents({ ...STREAM, logEvents: [{ timestamp: NOW, message: "" }] }),
    ).rejects.toMatchObject(
      broken("", "logEvents.1.member.message", "Member must have length greater than or equal to 1"),
    );
  });
});

describe("GetLogEvents", () => {
  const fill = (count: number) => {
    const events = Array.from({ length: count }, (_, i) => ({
      message: String(i),
      // Three events share each millisecond.
      timestamp: NOW + Math.floor(i / 3),
    }));
    aws.sim.logs.put("g", "s", ...events);
    return events.map(({ message }) => message);
  };
  const get = async (input: object) => {
    const {
      events = [],
      nextForwardToken,
      nextBackwardToken,
    } = await aws.logs.getLogEvents({
      ...STREAM,
      ...input,
    });
    return { messages: events.map(({ message }) => message), nextForwardToken, nextBackwardToken };
  };

  test("D06 without a token: the latest page, or the first from the head", async () => {
    fill(10);
    const page = await get({ limit: 4 });
    expect(page).toEqual({
      messages: ["6", "7", "8", "9"],
      nextForwardToken: expect.stringMatching(/^f\/\d{56}\/s$/),
      nextBackwardToken: expect.stringMatching(/^b\/\d{56}\/s$/),
    });
    expect(await get({ limit: 4, startFromHead: true })).toMatchObject({ messages: ["0", "1", "2", "3"] });
    expect(await get({ limit: 4, nextToken: page.nextBackwardToken })).toMatchObject({
      messages: ["2", "3", "4", "5"],
    });
  });

  test("D06 property: pages of any size, forwards and backwards, lose and repeat nothing", async () => {
    const all = fill(40);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 41 }), fc.boolean(), async (limit, startFromHead) => {
        const read: (string | undefined)[] = [];
        let page = await get({ limit, startFromHead });
        for (;;) {
          if (startFromHead) read.push(...page.messages);
          else read.unshift(...page.messages);
          const nextToken = startFromHead ? page.nextForwardToken : page.nextBackwardToken;
          const next = await get({ limit, startFromHead, nextToken });
          const same = startFromHead ? next.nextForwardToken : next.nextBackwardToken;
          expect(same === nextToken).toBe(next.messages.length === 0);
          if (next.messages.length === 0) break;
          page = next;
        }
        expect(read).toEqual(all);
      }),
      { numRuns: 30 },
    );
  });

  test("D06 the last token reads what comes later, also within the same millisecond", async () => {
    await aws.stream();
    const empty = await get({});
    expect(empty.messages).toEqual([]);
    aws.sim.logs.put("g", "s", "one");
    const first = await get({ nextToken: empty.nextForwardToken });
    expect(first.messages).toEqual(["one"]);
    const end = await get({ nextToken: first.nextForwardToken });
    expect(end).toMatchObject({ messages: [], nextForwardToken: first.nextForwardToken });
    aws.sim.logs.put("g", "s", "two", "three");
    expect(await get({ nextToken: first.nextForwardToken })).toMatchObject({ messages: ["two", "three"] });
    expect(await get({ nextToken: end.nextBackwardToken })).toMatchObject({ messages: ["one"] });
  });

  test("D06 the SDK's paginator comes to an end", async () => {
    const all = fill(25);
    const read: unknown[] = [];
    const pages = paginateGetLogEvents(
      { client: aws.logs, stopOnSameToken: true, pageSize: 10 },
      { ...STREAM, startFromHead: true },
    );
    for await (const { events = [] } of pages) read.push(...events.map(({ message }) => message));
    expect(read).toEqual(all);
  });

  test("D06 startTime is included, endTime is not", async () => {
    fill(12);
    const range = { startTime: NOW + 1, endTime: NOW + 3 };
    const messages = ["3", "4", "5", "6", "7", "8"];
    expect(await get(range)).toMatchObject({ messages });
    expect(await get({ ...range, startFromHead: true })).toMatchObject({ messages });
    const { nextForwardToken } = await get({ ...range, startFromHead: true });
    expect(await get({ ...range, nextToken: nextForwardToken })).toMatchObject({ messages: [] });
  });

  test("D06 a page has at most 1 MiB", async () => {
    aws.sim.logs.put("g", "s", ...["a", "b", "c"].map((letter) => letter.repeat(500_000)));
    const heads = async (input: object) => (await get(input)).messages.map((message = "") => message[0]);
    expect(await heads({ startFromHead: true })).toEqual(["a", "b"]);
    expect(await heads({})).toEqual(["b", "c"]);
  });

  test("D06 rejects invalid tokens and limits, and missing groups and streams", async () => {
    await expect(get({})).rejects.toMatchObject(noGroup);
    await aws.stream();
    await expect(get({ logStreamName: "none" })).rejects.toMatchObject(noStream);
    await expect(get({ nextToken: "f/1/s" })).rejects.toMatchObject(badToken);
    await expect(get({ limit: 10_001 })).rejects.toMatchObject(
      broken("10001", "limit", "Member must have value less than or equal to 10000"),
    );
    await expect(get({ logGroupIdentifier: "g" })).rejects.toMatchObject({ name: "ValidationException" });
    await expect(
      aws.logs.getLogEvents({
        logStreamName: "s",
        logGroupIdentifier: "arn:aws:logs:us-east-1:123456789012:log-group:g:*",
      }),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  test("D06 property: batches put in any order are read in order of time, whole or in pages", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 700 }), {
          maxLength: 6,
        }),
        async (batches) => {
          aws.sim.reset();
          await aws.stream();
          const put: { timestamp: number; message: string }[] = [];
          for (const batch of batches) {
            const events = batch.map((at, i) => ({ timestamp: NOW + at, message: `${put.length + i}` }));
            aws.sim.logs.put("g", "s", ...events);
            put.push(...events);
          }
          const inOrder = put.sort((a, b) => a.timestamp - b.timestamp).map(({ message }) => message);
          expect(aws.sim.logs.messages("g", "s")).toEqual(inOrder);
          expect(await get({ limit: 1000 })).toMatchObject({ messages: inOrder.slice(-1000) });
          expect(await get({ limit: 1000, startFromHead: true })).toMatchObject({
            messages: inOrder.slice(0, 1000),
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});
