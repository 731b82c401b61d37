import { describe, expect, test } from "vitest";
import { readQuery } from "../../../../lib/services/logs/insights/query.js";
import { QueryRecord } from "../../../../lib/services/logs/insights/record.js";
import { resultsOf } from "../../../../lib/services/logs/insights/results.js";

const START = Date.parse("2026-01-01T00:00:00Z");

/** One event each minute, the first one first. */
function records(messages: readonly (string | object)[]): QueryRecord[] {
  return messages.map((message, i) => {
    const timestamp = START + i * 60_000;
    return new QueryRecord({
      timestamp,
      ordinal: i,
      ingestionTime: timestamp,
      message: typeof message === "string" ? message : JSON.stringify(message),
      account: "123456789012",
      group: "g",
      stream: `s${i % 2}`,
    });
  });
}

const REQUESTS = [
  { path: "/a", status: 200, ms: 10, user: { id: "u1" }, tags: ["x", "y"] },
  { path: "/b", status: 404, ms: 5, user: { id: "u2" } },
  { path: "/a", status: 500, ms: 30.5, user: { id: "u1" }, error: "boom" },
  { path: "/c", status: 200, ms: 1, user: { id: "u3" } },
];

/** The rows of a query's answer, as objects. */
function rows(query: string, messages: readonly (string | object)[] = REQUESTS): object[] {
  const outcome = readQuery(query).run(records(messages));
  return resultsOf(outcome).map((row) => Object.fromEntries(row.map(({ field, value }) => [field, value])));
}

/** The values of one field. */
function column(query: string, field: string, messages?: readonly (string | object)[]): unknown[] {
  return rows(query, messages).map((row) => Reflect.get(row, field));
}

describe("fields and display", () => {
  test("show fields and what is computed of them", () => {
    expect(rows("fields @timestamp, user.id as who, ms * 2 + 1 | limit 1")).toEqual([
      { "@timestamp": "2026-01-01 00:00:00.000", who: "u1", "ms * 2 + 1": "21" },
    ]);
    expect(rows("fields path | fields status | limit 1")).toEqual([{ path: "/a", status: "200" }]);
    expect(rows("fields path, status | display status | limit 1")).toEqual([{ status: "200" }]);
    expect(rows("fields `user.id`, tags.1, @logStream, @log, missing | limit 1")).toEqual([
      { "user.id": "u1", "tags.1": "y", "@logStream": "s0", "@log": "123456789012:g" },
    ]);
  });

  test("default: the time and the message", () => {
    expect(rows("", ["one"])).toEqual([{ "@timestamp": "2026-01-01 00:00:00.000", "@message": "one" }]);
    expect(rows("# only a comment", ["one"])).toHaveLength(1);
  });
});

describe("filter", () => {
  test.each([
    ["status = 200", ["0", "3"]],
    ["status != 200", ["1", "2"]],
    ["status >= 400 and status < 500", ["1"]],
    ["status = 404 or path = '/c'", ["1", "3"]],
    ["status = 404 or path = '/a' and ms > 20", ["1", "2"]],
    ["(status = 404 or path = '/a') and ms > 20", ["2"]],
    ["not status = 200", ["1", "2"]],
    ["path in ['/b', '/c']", ["1", "3"]],
    ["path not in ['/b', '/c']", ["0", "2"]],
    ["status in [200, 500]", ["0", "2", "3"]],
    ["@message like /boom/", ["2"]],
    ["@message like /BOOM/", []],
    ["@message like /(?i)BOOM/", ["2"]],
    ["@message not like 'boom'", ["0", "1", "3"]],
    ["@message =~ /u[12]/", ["0", "1", "2"]],
    ["ispresent(error)", ["2"]],
    ["not ispresent(error)", ["0", "1", "3"]],
    ["isblank(error) and strlen(path) = 2", ["0", "1", "3"]],
    ["strcontains(path, 'a')", ["0", "2"]],
    ["error = 'boom'", ["2"]],
    ["error > 1", []],
    ["ms % 2 = 1", ["1", "3"]],
    ["ms / 2 = 5", ["0"]],
    ["-ms < -20", ["2"]],
    ["2 ^ 3 = 8 and ms = 1", ["3"]],
    [`@timestamp >= ${START + 120_000}`, ["2", "3"]],
  ])("%s", (condition, wanted) => {
    const numbered = REQUESTS.map((request, i) => ({ ...request, i }));
    expect(column(`filter ${condition} | display i`, "i", numbered)).toEqual(wanted);
  });

  test("several filters must all hold", () => {
    expect(column("filter status = 200 | filter ms < 5 | fields path", "path")).toEqual(["/c"]);
  });
});

describe("sort, limit and dedup", () => {
  test("sort by several keys; numbers as numbers", () => {
    expect(column("fields ms | sort ms", "ms")).toEqual(["1", "5", "10", "30.5"]);
    expect(column("fields ms | sort path desc, ms asc", "ms")).toEqual(["1", "5", "10", "30.5"]);
    expect(column("fields ms | sort path asc, ms desc | limit 2", "ms")).toEqual(["30.5", "10"]);
    expect(column("fields ms | sort @timestamp desc", "ms")).toEqual(["1", "30.5", "5", "10"]);
  });

  test("dedup keeps the first, and records without the field", () => {
    expect(column("fields ms | dedup path", "ms")).toEqual(["10", "5", "1"]);
    expect(column("sort ms desc | dedup status, path | fields ms", "ms")).toEqual(["30.5", "10", "5", "1"]);
    expect(rows("dedup error")).toHaveLength(4);
  });
});

describe("stats", () => {
  test("without by: one row", () => {
    expect(
      rows("stats count(*), count(error), sum(ms), avg(ms) as mean, min(ms), max(ms), count_distinct(path)"),
    ).toEqual([
      {
        "count(*)": "4",
        "count(error)": "1",
        "sum(ms)": "46.5",
        mean: "11.625",
        "min(ms)": "1",
        "max(ms)": "30.5",
        "count_distinct(path)": "3",
      },
    ]);
    expect(rows("stats count() as n", [])).toEqual([{ n: "0" }]);
  });

  test("by fields: the groups stand first", () => {
    const outcome = readQuery("stats count(*) as n, max(ms) by path | sort n desc, path").run(
      records(REQUESTS),
    );
    expect(resultsOf(outcome)[0]).toEqual([
      { field: "path", value: "/a" },
      { field: "n", value: "2" },
      { field: "max(ms)", value: "30.5" },
    ]);
    expect(resultsOf(outcome)).toHaveLength(3);
  });

  test("by bin", () => {
    expect(rows("stats count(*) by bin(2m) | sort bin(2m)")).toEqual([
      { "bin(2m)": "2026-01-01 00:00:00.000", "count(*)": "2" },
      { "bin(2m)": "2026-01-01 00:02:00.000", "count(*)": "2" },
    ]);
    expect(rows("stats sum(ms) as total by bin(1h) as hour, status | sort status | limit 1")).toEqual([
      { hour: "2026-01-01 00:00:00.000", status: "200", total: "11" },
    ]);
  });

  test("arithmetic of and in aggregates, percentiles, first and last", () => {
    expect(rows("stats sum(ms) / count(*) as mean, max(ms * 2) - min(ms) as spread")).toEqual([
      { mean: "11.625", spread: "60" },
    ]);
    expect(rows("stats pct(ms, 50), stddev(status), earliest(path), latest(path), max(@timestamp)")).toEqual([
      {
        "pct(ms, 50)": "5",
        "stddev(status)": "130.4914",
        "earliest(path)": "/a",
        "latest(path)": "/c",
        "max(@timestamp)": "2026-01-01 00:03:00.000",
      },
    ]);
  });

  test("stats of stats", () => {
    expect(rows("stats count(*) as n by path | stats max(n) as most, count(*) as paths")).toEqual([
      { most: "2", paths: "3" },
    ]);
    expect(column("stats count(*) by path | sort count(*) desc | limit 1", "path")).toEqual(["/a"]);
  });
});

test("long chains of operators are not nested", () => {
  const sum = Array(2_400).fill("ms").join("+");
  expect(
    column(`filter ${Array(1_500).fill("ms").join(" or ")} | fields ${sum} as s | limit 1`, "s"),
  ).toEqual(["24000"]);
  expect(rows(`filter ${Array(1_400).fill("ms").join(" and ")}`)).toHaveLength(4);
  expect(column("fields 2 - 3 - 4 as a, 2 ^ 3 ^ 2 as b, 7 * 4 % 5 / 2 as c | limit 1", "a")).toEqual(["-5"]);
  expect(rows("display 2 - 3 - 4 as a, 2 ^ 3 ^ 2 as b, 7 * 4 % 5 / 2 as c | limit 1")).toEqual([
    { a: "-5", b: "512", c: "1.5" },
  ]);
});

describe("parse", () => {
  const LINES = ["user=ann, id=1 ok", "user=bob, id=22 failed", "nothing"];

  test("by glob, which takes as little as it can", () => {
    expect(rows('parse @message "user=*, id=* *" as user, id, how | display user, id, how', LINES)).toEqual([
      { user: "ann", id: "1", how: "ok" },
      { user: "bob", id: "22", how: "failed" },
      {},
    ]);
  });

  test("by expression with names", () => {
    expect(
      column(
        "parse @message /user=(?<user>\\w+), id=(?<id>\\d+)/ | filter id > 5 | display user",
        "user",
        LINES,
      ),
    ).toEqual(["bob"]);
  });

  test("by expression without names, with flags", () => {
    expect(
      rows("parse /(?i)USER=(\\w+)(, id=)?/ as user, rest | display user, rest | limit 1", LINES),
    ).toEqual([{ user: "ann", rest: ", id=" }]);
    expect(
      column("parse /USER=(?P<user>b\\w+)/i | filter ispresent(user) | display user", "user", LINES),
    ).toEqual(["bob"]);
  });

  test("names of the members of objects are names", () => {
    expect(rows("parse 'user=*,' as constructor | display constructor, toString | limit 1", LINES)).toEqual([
      { constructor: "ann" },
    ]);
  });

  test.each([
    ['parse @message "* * * * x" as a, b, c, d', "a b ".repeat(50_000)],
    ["parse @message /^(?<a>(b+)+)$/", `${"b".repeat(50_000)}!`],
    ["filter @message like /^(a+)+$/", `${"a".repeat(50_000)}!`],
    ["filter @message =~ /(a|a)*b/", "a".repeat(50_000)],
  ])("%s does not backtrack", (query, line) => {
    expect(rows(`${query} | display a`, [line])).toEqual(query.startsWith("parse") ? [{}] : []);
  });

  test("what was parsed is shown beside the rest", () => {
    expect(rows("parse 'id=* ' as id | limit 1", LINES)).toEqual([
      { "@timestamp": "2026-01-01 00:00:00.000", "@message": "user=ann, id=1 ok", id: "1" },
    ]);
    expect(rows("parse @message 'id=* ' as id | stats sum(id) as total", LINES)).toEqual([{ total: "23" }]);
  });
});

test("functions", () => {
  expect(
    rows(
      "fields toupper(path) as a, concat(path, '-', status) as b, substr(path, 1) as c, replace(path, '/', '_') as d, " +
        "coalesce(error, 'none') as e, abs(-ms) as f, floor(10.7) as g, ceil(10.2) as h, greatest(1, ms, 7) as i, " +
        "trim('  x ') as j, ltrim('xxa', 'x') as k, datefloor(@timestamp, 1h) as l, toMillis(@timestamp) as m, " +
        "fromMillis(0) as n, isValidIp('1.2.3.4') as o, sqrt(9) as p, least(3, 2) as q, rtrim('ab ') as r | limit 1",
    ),
  ).toEqual([
    {
      a: "/A",
      b: "/a-200",
      c: "a",
      d: "_a",
      e: "none",
      f: "10",
      g: "10",
      h: "11",
      i: "10",
      j: "x",
      k: "a",
      l: "2026-01-01 00:00:00.000",
      m: String(START),
      n: "1970-01-01 00:00:00.000",
      o: "1",
      p: "3",
      q: "2",
      r: "ab",
    },
  ]);
});

test("fields of Lambda's own lines", () => {
  const id = "8a4a4f0e-5f5b-4b43-9d53-0b6b3a4a9e11";
  const report =
    `REPORT RequestId: ${id}\tDuration: 102.25 ms\tBilled Duration: 103 ms\tMemory Size: 128 MB\t` +
    "Max Memory Used: 64 MB\tInit Duration: 100.00 ms\t\n";
  expect(
    rows(
      'filter @type = "REPORT" | fields @requestId, @duration, @billedDuration, @memorySize, @maxMemoryUsed / 1000 / 1000 as mb, @initDuration',
      [`START RequestId: ${id} Version: $LATEST\n`, report],
    ),
  ).toEqual([
    {
      "@requestId": id,
      "@duration": "102.25",
      "@billedDuration": "103",
      "@memorySize": "128000000",
      mb: "64",
      "@initDuration": "100",
    },
  ]);
});

test.each([
  ["filter", "unexpected symbol found end of query", 6, 6],
  ["fields @message | explode 5", "unexpected symbol found explode", 18, 25],
  ["filter a = ", "unexpected symbol found end of query", 11, 11],
  ["fields nonsense(a)", "unexpected symbol found nonsense(a)", 7, 18],
  ["stats count(*", "unexpected symbol found end of query", 13, 13],
  ["limit x", "unexpected symbol found x", 6, 7],
  ["parse @message", "unexpected symbol found end of query", 14, 14],
  [
    "filter a like /x(?=y)/",
    "invalid regular expression /x(?=y)/: invalid or unsupported Perl syntax: `(?=`",
    14,
    22,
  ],
  [
    "filter a like /(x)\\1/",
    "lookaround, backreferences and possessive quantifiers are not supported",
    14,
    21,
  ],
  ["filter a like /x/g", "unknown flag: `g`", 14, 18],
  ["filter constructor(a) = 1", "expecting a function", 7, 21],
  ["filter a like /(/", "invalid regular expression /(/", 14, 17],
])("rejects %j", (query, message, startCharOffset, endCharOffset) => {
  expect(() => readQuery(query)).toThrow(
    expect.objectContaining({
      code: "MalformedQueryException",
      message: expect.stringContaining(message),
      members: {
        queryCompileError: {
          location: { startCharOffset, endCharOffset },
          message: expect.stringContaining(message),
        },
      },
    }),
  );
});

describe("rejects deep nesting", () => {
  test.each<[kind: string, query: string, start: number]>([
    ["parentheses", `filter ${"(".repeat(4_900)}a${")".repeat(4_900)} = 1`, 107],
    ["negations", `filter ${"not ".repeat(2_000)}a`, 407],
    ["signs", `filter ${"- ".repeat(4_000)}1 = 1`, 207],
    ["powers", `filter ${"2^".repeat(4_000)}1 = 1`, 207],
    ["functions", `filter ${"abs(".repeat(2_000)}a${")".repeat(2_000)} = 1`, 407],
    ["lists", `filter ${"a in [".repeat(1_500)}1${"]".repeat(1_500)}`, 607],
  ])("of %s", (_, query, startCharOffset) => {
    const message = "expressions are nested deeper than 100 levels";
    expect(() => readQuery(query)).toThrow(
      expect.objectContaining({
        code: "MalformedQueryException",
        message,
        members: {
          queryCompileError: { location: { startCharOffset, endCharOffset: startCharOffset + 1 }, message },
        },
      }),
    );
  });
});
