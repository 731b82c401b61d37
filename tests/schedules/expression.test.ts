import { describe, expect, test } from "vitest";
import { nextDue, readSchedule } from "../../lib/schedules/expression.js";
import { TimeZone } from "../../lib/schedules/time-zone.js";

/** The next moments of an expression, in UTC. */
function moments(text: string, after: string, zone?: string, count = 3): string[] {
  const schedule = readSchedule(text);
  const found: string[] = [];
  let at: number | undefined = Date.parse(after);
  const place = { start: at, zone: zone === undefined ? undefined : TimeZone.named(zone) };
  while (schedule && at !== undefined && found.length < count) {
    at = nextDue(schedule, { after: at, ...place });
    if (at !== undefined) found.push(new Date(at).toISOString());
  }
  return found;
}

describe("rates", () => {
  test("are counted from their start", () => {
    expect(moments("rate(90 minutes)", "2026-01-01T00:00:01.500Z", undefined, 2)).toEqual([
      "2026-01-01T01:30:01.500Z",
      "2026-01-01T03:00:01.500Z",
    ]);
    const schedule = { kind: "rate", interval: 60_000 } as const;
    expect(nextDue(schedule, { start: 1_000, after: 10 })).toBe(1_000);
    expect(nextDue(schedule, { start: 1_000, after: 1_000 })).toBe(61_000);
    expect(nextDue(schedule, { start: 1_000, after: 200_000 })).toBe(241_000);
  });

  test("may have any number where a service is lenient", () => {
    expect(readSchedule("rate(1 minutes)")).toBeUndefined();
    expect(readSchedule("rate(1 minutes)", { anyNumber: true })).toEqual({ kind: "rate", interval: 60_000 });
    expect(readSchedule("rate(5 hour)", { anyNumber: true })).toEqual({ kind: "rate", interval: 18_000_000 });
  });
});

describe("one-off schedules", () => {
  test("are due once, at a time of their zone", () => {
    expect(moments("at(2026-07-01T12:00:00)", "2026-01-01T00:00:00Z")).toEqual(["2026-07-01T12:00:00.000Z"]);
    expect(moments("at(2026-07-01T12:00:00)", "2026-01-01T00:00:00Z", "America/New_York")).toEqual([
      "2026-07-01T16:00:00.000Z",
    ]);
  });

  test.each([
    "at(2021-12-31T23:59:59Z)",
    "at(2021-12-31)",
    "at(2021-02-30T00:00:00)",
    "at(2021-13-01T00:00:00)",
    "at()",
  ])("%s is not valid", (text) => {
    expect(readSchedule(text)).toBeUndefined();
  });
});

describe("time zones", () => {
  test("cron follows the clock on the wall", () => {
    expect(moments("cron(0 9 * * ? *)", "2026-03-27T12:00:00Z", "Europe/Vienna")).toEqual([
      "2026-03-28T08:00:00.000Z",
      "2026-03-29T07:00:00.000Z",
      "2026-03-30T07:00:00.000Z",
    ]);
  });

  test("a time that is skipped in spring is skipped", () => {
    expect(moments("cron(30 2 * * ? *)", "2026-03-07T12:00:00Z", "America/New_York", 2)).toEqual([
      "2026-03-09T06:30:00.000Z",
      "2026-03-10T06:30:00.000Z",
    ]);
    expect(moments("at(2026-03-08T02:30:00)", "2026-01-01T00:00:00Z", "America/New_York")).toEqual([]);
  });

  test("a time that occurs twice in autumn is due once", () => {
    expect(moments("cron(30 1 * * ? *)", "2026-10-31T12:00:00Z", "America/New_York", 2)).toEqual([
      "2026-11-01T05:30:00.000Z",
      "2026-11-02T06:30:00.000Z",
    ]);
    expect(moments("cron(0/30 * * * ? *)", "2026-11-01T05:00:00Z", "America/New_York", 2)).toEqual([
      "2026-11-01T05:30:00.000Z",
      "2026-11-01T07:00:00.000Z",
    ]);
  });

  test.each(["Europe/Vienna", "UTC", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe"])(
    "%s: a wall time is that of its moment",
    (name) => {
      const zone = TimeZone.named(name);
      for (
        let at = Date.parse("2011-12-28T00:00:30Z");
        at < Date.parse("2012-01-02T00:00:00Z");
        at += 1_800_000
      ) {
        const wall = zone?.wallTime(at) ?? Number.NaN;
        expect(zone?.moment(wall)).toBe(at);
      }
    },
  );

  test.each(["Nowhere/Town", "+01:00", ""])("an unknown zone is rejected: %j", (name) => {
    expect(TimeZone.named(name)).toBeUndefined();
  });
});
