import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CronSchedule } from "../../lib/schedules/cron.js";

/** The next times of an expression, as ISO 8601 without seconds. */
function next(expression: string, after: string, count = 3): string[] {
  const cron = CronSchedule.read(expression);
  const times: string[] = [];
  let at = cron?.next(Date.parse(after));
  for (; at !== undefined && times.length < count; at = cron?.next(at))
    times.push(new Date(at).toISOString().slice(0, 16));
  return times;
}

const START = "2026-01-31T23:58:30Z";

describe("the next times of", () => {
  test.each([
    ["* * * * ? *", ["2026-01-31T23:59", "2026-02-01T00:00", "2026-02-01T00:01"]],
    ["0 10 * * ? *", ["2026-02-01T10:00", "2026-02-02T10:00", "2026-02-03T10:00"]],
    ["15 12 * * ? *", ["2026-02-01T12:15", "2026-02-02T12:15", "2026-02-03T12:15"]],
    ["0 18 ? * MON-FRI *", ["2026-02-02T18:00", "2026-02-03T18:00", "2026-02-04T18:00"]],
    ["0 8 1 * ? *", ["2026-02-01T08:00", "2026-03-01T08:00", "2026-04-01T08:00"]],
    ["0/15 * * * ? *", ["2026-02-01T00:00", "2026-02-01T00:15", "2026-02-01T00:30"]],
    ["5/20 10-11 * * ? *", ["2026-02-01T10:05", "2026-02-01T10:25", "2026-02-01T10:45"]],
    ["0/30 20-2 ? * MON-FRI *", ["2026-02-02T00:00", "2026-02-02T00:30", "2026-02-02T01:00"]],
    ["0 9 ? * 2#1 *", ["2026-02-02T09:00", "2026-03-02T09:00", "2026-04-06T09:00"]],
    ["0 9 ? * FRI#5 *", ["2026-05-29T09:00", "2026-07-31T09:00", "2026-10-30T09:00"]],
    ["15 10 ? * 6L *", ["2026-02-27T10:15", "2026-03-27T10:15", "2026-04-24T10:15"]],
    ["0 0 ? * L *", ["2026-02-07T00:00", "2026-02-14T00:00", "2026-02-21T00:00"]],
    ["0 0 L * ? *", ["2026-02-28T00:00", "2026-03-31T00:00", "2026-04-30T00:00"]],
    ["0 0 L-3 * ? *", ["2026-02-25T00:00", "2026-03-28T00:00", "2026-04-27T00:00"]],
    ["0 0 LW * ? *", ["2026-02-27T00:00", "2026-03-31T00:00", "2026-04-30T00:00"]],
    // A Sunday: the Monday; a Sunday again; a Wednesday.
    ["0 0 15W * ? *", ["2026-02-16T00:00", "2026-03-16T00:00", "2026-04-15T00:00"]],
    // The first is a Sunday, a Sunday, and a Wednesday; a Saturday would go on to Monday, and not to another month.
    ["0 0 1W * ? *", ["2026-02-02T00:00", "2026-03-02T00:00", "2026-04-01T00:00"]],
    ["0 0 1W AUG ? *", ["2026-08-03T00:00", "2027-08-02T00:00", "2028-08-01T00:00"]],
    ["0 0 31 * ? *", ["2026-03-31T00:00", "2026-05-31T00:00", "2026-07-31T00:00"]],
    ["0 0 29 FEB ? *", ["2028-02-29T00:00", "2032-02-29T00:00", "2036-02-29T00:00"]],
    ["0 0 1,15,L JAN,JUN ? 2027", ["2027-01-01T00:00", "2027-01-15T00:00", "2027-01-31T00:00"]],
    ["0 12 ? * FRI-MON *", ["2026-02-01T12:00", "2026-02-02T12:00", "2026-02-06T12:00"]],
    ["0 0 1 1 ? 2199", ["2199-01-01T00:00"]],
    ["0 0 1 1 ? 2020-2025", []],
    ["0 0 30 FEB ? *", []],
  ])("%s", (expression, times) => {
    expect(next(expression, START)).toEqual(times);
  });
});

test.each([
  "",
  "* * * * ?",
  "* * * * ? * *",
  "* * ? * ? *",
  "* * * * * *",
  "60 * * * ? *",
  "* 24 * * ? *",
  "* * 0 * ? *",
  "* * 32 * ? *",
  "* * L-31 * ? *",
  "* * L5 * ? *",
  "* * 32W * ? *",
  "* * ? 13 * *",
  "* * ? * 8 *",
  "* * ? * MON#6 *",
  "* * ? * XXX#1 *",
  "* * ? * 9L *",
  "* * ? * * 1969",
  "* * ? * * 2200",
  "*/0 * ? * * *",
  "1- * ? * * *",
  "a * ? * * *",
  "*  * ? * * *",
])("%j is not valid", (expression) => {
  expect(CronSchedule.read(expression)).toBeUndefined();
});

test("the next time is later, and whole minutes; and no minute between is due", () => {
  const field = (least: number, most: number) =>
    fc.oneof(
      fc.constant("*"),
      fc.integer({ min: least, max: most }).map(String),
      fc.integer({ min: 2, max: 9 }).map((step) => `${least}/${step}`),
    );
  const expressions = fc
    .tuple(field(0, 59), field(0, 23), field(1, 28))
    .map(([m, h, d]) => `${m} ${h} ${d} * ? *`);
  fc.assert(
    fc.property(expressions, fc.integer({ min: 0, max: 4e12 }), (expression, after) => {
      const cron = CronSchedule.read(expression);
      const due = cron?.next(after) ?? Number.NaN;
      expect(due).toBeGreaterThan(after);
      expect(due % 60_000).toBe(0);
      // What is due is also the next time from just before it.
      expect(cron?.next(due - 1)).toBe(due);
      expect(cron?.next((after + due) / 2)).toBe(due);
    }),
  );
});
