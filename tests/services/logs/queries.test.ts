import { Lambda } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { awsError, broken, NOW, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

const SECONDS = Math.ceil(NOW / 1000);
const TIME = { startTime: SECONDS - 3600, endTime: SECONDS };
const NO_STATISTICS = {
  recordsMatched: 0,
  recordsScanned: 0,
  estimatedRecordsSkipped: 0,
  bytesScanned: 0,
  estimatedBytesSkipped: 0,
  logGroupsScanned: 0,
};

async function start(queryString: string, change: object = {}) {
  const { queryId } = await aws.logs.startQuery({ logGroupName: "g", ...TIME, queryString, ...change });
  return queryId ?? "";
}

/** The rows of a query's answer as objects, without pointers. */
async function rows(queryString: string, change: object = {}): Promise<object[]> {
  const queryId = await start(queryString, change);
  await aws.sim.clock.advance("1s");
  const { results = [] } = await aws.logs.getQueryResults({ queryId });
  return results.map((row) =>
    Object.fromEntries(row.filter(({ field }) => field !== "@ptr").map(({ field, value }) => [field, value])),
  );
}

describe("a query", () => {
  test("is Scheduled, Running and Complete on the clock", async () => {
    aws.sim.logs.put("g", "s", "INFO a", "ERROR b");
    const queryId = await start("filter @message like 'ERROR'");
    const get = () => body(aws.logs.getQueryResults({ queryId }));
    const nothing = { queryLanguage: "CWLI", results: [], statistics: NO_STATISTICS };
    await aws.sim.clock.advance(99);
    expect(await get()).toEqual({ ...nothing, status: "Scheduled" });
    await aws.sim.clock.advance(1);
    expect(await get()).toEqual({ ...nothing, status: "Running" });
    await aws.sim.clock.advance(399);
    expect(await get()).toMatchObject({ status: "Running" });
    await aws.sim.clock.advance(1);
    expect(await get()).toEqual({
      queryLanguage: "CWLI",
      status: "Complete",
      results: [
        [
          { field: "@timestamp", value: "2026-01-02 03:04:05.678" },
          { field: "@message", value: "ERROR b" },
          { field: "@ptr", value: expect.any(String) },
        ],
      ],
      statistics: {
        ...NO_STATISTICS,
        recordsMatched: 1,
        recordsScanned: 2,
        bytesScanned: 65,
        logGroupsScanned: 1,
      },
    });
  });

  test("shows the newest events first, within its time and limit", async () => {
    for (const seconds of [-3601, -3599, -1, 1]) {
      aws.sim.logs.put("g", "s", { message: String(seconds), timestamp: (SECONDS + seconds) * 1000 });
    }
    expect(await rows("fields @message")).toEqual([{ "@message": "-1" }, { "@message": "-3599" }]);
    expect(await rows("fields @message", { limit: 1 })).toEqual([{ "@message": "-1" }]);
    expect(await rows("fields @message | limit 2", { limit: 1 })).toHaveLength(2);
  });

  test("goes over several groups", async () => {
    aws.sim.logs.put("g", "s", { message: "1", timestamp: NOW - 3 }, { message: "3", timestamp: NOW - 1 });
    aws.sim.logs.put("h", "s", { message: "2", timestamp: NOW - 2 });
    const query = "fields @message, @log";
    const expected = [
      { "@message": "3", "@log": "123456789012:g" },
      { "@message": "2", "@log": "123456789012:h" },
      { "@message": "1", "@log": "123456789012:g" },
    ];
    expect(await rows(query, { logGroupName: undefined, logGroupNames: ["g", "h"] })).toEqual(expected);
    const logGroupIdentifiers = ["g", "arn:aws:logs:us-east-1:123456789012:log-group:h"];
    expect(await rows(query, { logGroupName: undefined, logGroupIdentifiers })).toEqual(expected);
  });

  test("counts what Lambda reports", async () => {
    aws.sim.lambda.on("work", () => "done");
    await new Lambda(aws.sim.clientConfig()).invoke({ FunctionName: "work" });
    const time = { startTime: SECONDS - 10, endTime: SECONDS + 10 };
    expect(
      await rows('filter @type = "REPORT" | stats count(*) as n, max(@memorySize) as memory', {
        logGroupName: "/aws/lambda/work",
        ...time,
      }),
    ).toEqual([{ n: "1", memory: "128000000" }]);
  });

  test("has a pointer to each event", async () => {
    aws.sim.logs.put("g", "s", '{"a":{"b":1}}');
    const queryId = await start("fields a.b");
    await aws.sim.clock.advance("1s");
    const { results = [] } = await aws.logs.getQueryResults({ queryId });
    const pointer = results[0]?.find(({ field }) => field === "@ptr")?.value ?? "";
    const { logRecord } = await aws.logs.getLogRecord({ logRecordPointer: pointer });
    expect(logRecord).toEqual({
      "a.b": "1",
      "@timestamp": String(NOW),
      "@ingestionTime": String(NOW),
      "@message": '{"a":{"b":1}}',
      "@logStream": "s",
      "@log": "123456789012:g",
    });
    await expect(aws.logs.getLogRecord({ logRecordPointer: "x" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    const { logGroupFields } = await aws.logs.getLogGroupFields({ logGroupName: "g" });
    expect(logGroupFields).toContainEqual({ name: "a.b", percent: 100 });
  });

  test("can be stopped while it continues", async () => {
    await aws.stream();
    const queryId = await start("fields @message");
    expect(await body(aws.logs.stopQuery({ queryId }))).toEqual({ success: true });
    await aws.sim.clock.advance("1s");
    expect(await aws.logs.getQueryResults({ queryId })).toMatchObject({ status: "Cancelled", results: [] });
    await expect(aws.logs.stopQuery({ queryId })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    for (const refused of [
      aws.logs.stopQuery({ queryId: "none" }),
      aws.logs.getQueryResults({ queryId: "none" }),
    ]) {
      await expect(refused).rejects.toMatchObject(
        awsError("ResourceNotFoundException", "The specified query does not exist."),
      );
    }
  });

  test("waits for describe calls when the delays require it", async () => {
    await aws.stream();
    aws.sim.delays.set({ logs: { queryRunning: 0, queryComplete: { describes: 2 } } });
    const queryId = await start("fields @message");
    const status = async () => (await aws.logs.getQueryResults({ queryId })).status;
    expect([await status(), await status(), await status()]).toEqual(["Running", "Running", "Complete"]);
  });
});

describe("StartQuery and DescribeQueries", () => {
  test("the latest query first, as AWS prints it", async () => {
    aws.sim.logs.put("g", "s", "x");
    aws.sim.logs.put("h", "s", "x");
    const first = await start("fields @message");
    const second = await start("stats count(*)", { logGroupName: "h" });
    const { queries } = await aws.logs.describeQueries({});
    const times = `START=${TIME.startTime * 1000} END=${TIME.endTime * 1000}`;
    const shown = { queryLanguage: "CWLI", status: "Scheduled", createTime: NOW };
    expect(queries).toEqual([
      { ...shown, queryId: second, queryString: `SOURCE "h" ${times} | stats count(*)`, logGroupName: "h" },
      { ...shown, queryId: first, queryString: `SOURCE "g" ${times} | fields @message`, logGroupName: "g" },
    ]);
    expect((await aws.logs.describeQueries({ logGroupName: "g" })).queries).toHaveLength(1);
    expect((await aws.logs.describeQueries({ status: "Complete" })).queries).toEqual([]);
    const page = await aws.logs.describeQueries({ maxResults: 1 });
    const next = await aws.logs.describeQueries({ maxResults: 1, nextToken: page.nextToken });
    expect([page, next].map(({ queries: [query] = [] }) => query?.queryId)).toEqual([second, first]);
    expect(next.nextToken).toBeUndefined();
  });

  test("rejects groups that do not exist, and queries that cannot be read", async () => {
    await expect(start("fields a")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: expect.stringMatching(
        /^Log group 'g' does not exist for account ID '123456789012' \(Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\)$/,
      ),
    });
    await aws.stream();
    await expect(start("explode")).rejects.toMatchObject({
      name: "MalformedQueryException",
      queryCompileError: { location: { startCharOffset: 0, endCharOffset: 7 } },
    });
    await expect(start("fields a", { logGroupNames: ["g"] })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await expect(start("fields a", { limit: 0 })).rejects.toMatchObject(
      broken("0", "limit", "Member must have value greater than or equal to 1"),
    );
    await expect(start("fields a", { startTime: 2, endTime: 1 })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});

test("query definitions, by name", async () => {
  const put = async (name: string, change: object = {}) =>
    (await aws.logs.putQueryDefinition({ name, queryString: "fields @message", ...change }))
      .queryDefinitionId;
  const b = await put("b", { logGroupNames: ["g"] });
  const a1 = await put("a/1");
  const a2 = await put("a/2");
  await put("a/3", { queryDefinitionId: a2, queryString: "stats count(*)" });
  const shown = {
    queryLanguage: "CWLI",
    queryString: "fields @message",
    lastModified: NOW,
    logGroupNames: [],
  };
  expect((await aws.logs.describeQueryDefinitions({})).queryDefinitions).toEqual([
    { ...shown, queryDefinitionId: a1, name: "a/1" },
    { ...shown, queryDefinitionId: a2, name: "a/3", queryString: "stats count(*)" },
    { ...shown, queryDefinitionId: b, name: "b", logGroupNames: ["g"] },
  ]);
  const page = await aws.logs.describeQueryDefinitions({ queryDefinitionNamePrefix: "a/", maxResults: 1 });
  const next = await aws.logs.describeQueryDefinitions({
    queryDefinitionNamePrefix: "a/",
    maxResults: 1,
    nextToken: page.nextToken,
  });
  expect([page, next].map(({ queryDefinitions: [row] = [] }) => row?.name)).toEqual(["a/1", "a/3"]);
  expect(next.nextToken).toBeUndefined();
  expect(await body(aws.logs.deleteQueryDefinition({ queryDefinitionId: b }))).toEqual({ success: true });
  await expect(aws.logs.deleteQueryDefinition({ queryDefinitionId: b })).rejects.toMatchObject(
    awsError("ResourceNotFoundException", "The specified query definition does not exist."),
  );
});
