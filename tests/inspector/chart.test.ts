import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../../inspector/entry.js";
import { ticksIn } from "../../inspector/timeline/axis.js";
import { EVERYTHING, matching } from "../../inspector/timeline/filter.js";
import { barsIn, columnsOf, entryAt, SEVERITY, wholeOf, zoomed } from "../../inspector/timeline/layout.js";
import { EntryStore } from "../../inspector/timeline/store.js";

function entry(id: string, change: Partial<Entry> = {}): Entry {
  return {
    sequence: 1,
    id,
    kind: "request",
    service: "s3",
    name: "PutObject",
    account: "123456789012",
    region: "eu-west-1",
    startedAt: 0,
    endedAt: 0,
    outcome: "succeeded",
    ...change,
  };
}

const anyEntries = fc.array(
  fc.record({
    startedAt: fc.nat(10_000),
    length: fc.nat(500),
    service: fc.constantFrom("s3", "sqs", "lambda"),
    outcome: fc.constantFrom(...SEVERITY),
  }),
  { maxLength: 200 },
);

/** Entries in the order in which a chart has them. */
function sorted(
  drawn: readonly { startedAt: number; length: number; service: string; outcome: Entry["outcome"] }[],
) {
  return drawn
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map(({ length, ...rest }, place) => entry(String(place), { ...rest, endedAt: rest.startedAt + length }));
}

describe("bars", () => {
  test("each entry in view is covered by a bar of its lane and outcome, and no bar is outside", () => {
    fc.assert(
      fc.property(anyEntries, fc.nat(9_000), fc.integer({ min: 1, max: 10_000 }), (drawn, from, length) => {
        const columns = columnsOf(sorted(drawn), "time", 0);
        const view = { from, to: from + length };
        const width = 300;
        const { values } = barsIn(columns, view, width);
        const bars = Array.from({ length: values.length / 4 }, (_, bar) =>
          values.slice(bar * 4, bar * 4 + 4),
        );
        for (const [, , left = 0, wide = 0] of bars) expect(left >= 0 && left + wide <= width + 2).toBe(true);
        for (let i = 0; i < columns.length; i++) {
          const [start = 0, end = 0] = [columns.start[i], columns.end[i]];
          if (end < view.from || start >= view.to) continue;
          const x = Math.min(width - 1, Math.max(0, Math.floor(((start - view.from) / length) * width)));
          const covering = bars.some(
            ([lane, outcome, left = 0, wide = 0]) =>
              lane === columns.lane[i] && outcome === columns.outcome[i] && left <= x && x <= left + wide,
          );
          expect(covering).toBe(true);
        }
      }),
    );
  });

  test("a frame has at most as many bars as pixels, however many entries there are", () => {
    const many = Array.from({ length: 100_000 }, (_, place) => entry(String(place), { startedAt: place }));
    const columns = columnsOf(many, "time", 0);
    expect(barsIn(columns, wholeOf(columns), 1_200).values.length / 4).toBeLessThanOrEqual(1_200 / 2);
  });

  test("by order, entries of one moment stand side by side", () => {
    const columns = columnsOf([entry("a"), entry("b"), entry("c")], "order", 0);
    expect([...columns.start]).toEqual([0, 1, 2]);
  });

  test("what is in progress continues until now", () => {
    const columns = columnsOf([entry("a", { outcome: "running", endedAt: undefined })], "time", 900);
    expect(columns.end[0]).toBe(900);
  });
});

test("a pixel leads to the entry that matters most there", () => {
  const columns = columnsOf(
    [entry("good", { endedAt: 100 }), entry("bad", { endedAt: 100, outcome: "failed" })],
    "time",
    0,
  );
  const view = { from: 0, to: 100 };
  expect(entryAt(columns, view, 200, 50, 0)).toBe(1);
  expect(entryAt(columns, view, 200, 50, 1)).toBeUndefined();
});

test("zooming keeps what is at the pointer", () => {
  const view = zoomed({ from: 0, to: 100 }, 0.5, 25);
  expect(view).toEqual({ from: 12.5, to: 62.5 });
});

test("ticks have distinct labels", () => {
  const hour = Date.parse("2030-01-01T10:00:00Z");
  expect(ticksIn({ from: hour, to: hour + 600_000 }, "time", 5).map(({ label }) => label)).toEqual([
    "01-01 10:00",
    "01-01 10:02",
    "01-01 10:04",
    "01-01 10:06",
    "01-01 10:08",
    "01-01 10:10",
  ]);
  expect(ticksIn({ from: 0, to: 10 }, "order", 2).map(({ label }) => label)).toEqual(["0", "5", "10"]);
});

describe("the filter", () => {
  const entries = [
    entry("1", { service: "s3", resource: "exports/a", caller: "alice" }),
    entry("2", { service: "sqs", name: "SendMessage", outcome: "failed", error: "NoQueue" }),
    entry("3", { kind: "timer", service: "ecs", name: "task-pending", outcome: "denied" }),
  ];
  test.each([
    ["nothing", {}, ["1", "2", "3"]],
    ["a service", { service: "sqs" }, ["2"]],
    ["an outcome", { outcome: "denied" as const }, ["3"]],
    ["a caller", { caller: "alice" }, ["1"]],
    ["a resource, in any letter case", { resource: "EXPORTS" }, ["1"]],
    ["a hidden kind", { hidden: new Set(["timer" as const]) }, ["1", "2"]],
    ["words that all occur", { search: "sqs noqueue" }, ["2"]],
    ["words of which one does not occur", { search: "sqs alice" }, []],
  ])("by %s", (_, change, ids) => {
    expect(matching(entries, { ...EVERYTHING, ...change }).map(({ id }) => id)).toEqual(ids);
  });
});

describe("the store", () => {
  test("replaces an entry that changed, and keeps entries in the order of their beginnings", () => {
    const store = new EntryStore();
    store.add([entry("late", { startedAt: 5 }), entry("running", { startedAt: 7, outcome: "running" })]);
    store.add([entry("early", { startedAt: 1 }), entry("running", { startedAt: 7 })]);
    expect(store.all.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["early", "succeeded"],
      ["late", "succeeded"],
      ["running", "succeeded"],
    ]);
    expect(store.get("early")?.startedAt).toBe(1);
  });
});
