import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_RETRIES, type RetryPhase, type RetryPolicy, waitBefore } from "../../lib/delivery/retries.js";

/** The waits of a delivery that always fails, and why it ends. */
function waitsOf(policy: RetryPolicy): readonly (number | string)[] {
  const waits: (number | string)[] = [];
  let age = 0;
  for (;;) {
    const wait = waitBefore(policy, waits.length, age);
    waits.push(wait);
    if (typeof wait === "string") return waits;
    age += wait;
  }
}

describe("waits between attempts", () => {
  test("without retries there is one attempt", () => {
    expect(waitsOf(NO_RETRIES)).toEqual(["attempts"]);
  });

  test("phases follow each other", () => {
    const phases = [
      { retries: 2, wait: 0 },
      { retries: 1, wait: 20 },
      { retries: 2, wait: 300 },
    ];
    expect(waitsOf({ phases })).toEqual([0, 0, 20, 300, 300, "attempts"]);
  });

  test.each<[RetryPhase["backoff"], number[]]>([
    [undefined, [10, 20, 40, 80, 90]],
    ["exponential", [10, 20, 40, 80, 90]],
    ["linear", [10, 30, 50, 70, 90]],
    ["arithmetic", [10, 15, 30, 55, 90]],
    ["geometric", [10, 17, 30, 52, 90]],
  ])("backoff %s", (backoff, waits) => {
    const phase = { retries: 5, wait: 10, longest: 90, ...(backoff && { backoff }) };
    expect(waitsOf({ phases: [phase] })).toEqual([...waits, "attempts"]);
  });

  test("a phase of one retry waits longest", () => {
    const phases = [{ retries: 1, wait: 10, longest: 90, backoff: "linear" as const }];
    expect(waitsOf({ phases })).toEqual([90, "attempts"]);
  });

  test("nothing is tried again when that would be too late", () => {
    const phases = [{ retries: 100, wait: 100, longest: 100 }];
    expect(waitsOf({ phases, maximumAge: 350 })).toEqual([100, 100, 100, "age"]);
    expect(waitsOf({ phases, maximumAge: 300 })).toEqual([100, 100, 100, "age"]);
    expect(waitsOf({ phases, maximumAge: 299 })).toEqual([100, 100, "age"]);
  });

  test("waits never shrink within a phase, and never leave its bounds", () => {
    const backoff = fc.constantFrom<RetryPhase["backoff"]>(
      "linear",
      "arithmetic",
      "geometric",
      "exponential",
    );
    fc.assert(
      fc.property(
        backoff,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 3600 }),
        fc.nat(),
        (kind, retries, wait, more) => {
          const longest = wait + more;
          const waits = waitsOf({ phases: [{ retries, wait, longest, backoff: kind }] })
            .slice(0, -1)
            .map(Number);
          expect(waits).toHaveLength(retries);
          expect(waits).toEqual(waits.toSorted((a, b) => a - b));
          expect(waits.every((each) => each >= wait && each <= longest)).toBe(true);
        },
      ),
    );
  });
});
