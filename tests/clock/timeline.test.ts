import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Timeline } from "../../lib/clock/timeline.js";

const MADE = Date.UTC(2026, 0, 1);
const RESET = Date.UTC(2026, 0, 2);
const GIVEN = Date.UTC(2000, 0, 1);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "performance"], now: MADE });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each(["running", "frozen"] as const)("reset of a %s timeline goes to the present", (mode) => {
  const timeline = new Timeline(mode, undefined);
  timeline.set(GIVEN);
  vi.setSystemTime(RESET);
  timeline.reset();
  expect([timeline.now(), timeline.mode]).toEqual([RESET, mode]);
});

test.each(["running", "frozen"] as const)(
  "reset of a %s timeline goes to the start that was given",
  (mode) => {
    const timeline = new Timeline(mode, GIVEN);
    timeline.set(MADE);
    vi.setSystemTime(RESET);
    timeline.reset();
    expect([timeline.now(), timeline.mode]).toEqual([GIVEN, mode]);
  },
);
