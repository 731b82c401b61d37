import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { makeClock as make, START } from "./clock-world.js";

const made: { clock: { close(): void } }[] = [];
function makeClock(...given: Parameters<typeof make>) {
  const parts = make(...given);
  made.push(parts);
  return parts;
}
afterEach(() => {
  for (const { clock } of made.splice(0)) clock.close();
});

describe("advance (A12)", () => {
  test("runs timers in due order, ties in scheduling order, with now at each one's moment", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(50)),
        fc.array(fc.nat(30), { maxLength: 4 }),
        async (offsets, steps) => {
          const { clock, scheduler, at, elapsed } = makeClock();
          const ran: [string, number][] = [];
          scheduler.handle("note", ({ key }) => void ran.push([key, elapsed()]));
          offsets.forEach((offset, index) => {
            at(offset, `${offset}/${index}`);
          });
          for (const step of steps) await clock.advance(step);
          const total = steps.reduce((sum, step) => sum + step, 0);
          const due = offsets
            .map((offset, index) => ({ offset, index }))
            .filter(({ offset }) => steps.length > 0 && offset <= total)
            .sort((a, b) => a.offset - b.offset || a.index - b.index);
          expect(ran).toEqual(due.map(({ offset, index }) => [`${offset}/${index}`, offset]));
          expect(elapsed()).toBe(total);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("runs timers that are scheduled during an advance at their own times", async () => {
    const { clock, scheduler, at, elapsed } = makeClock();
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => {
      ran.push(`${key}@${elapsed()}`);
      if (key === "first") at(15, "between");
      if (key === "between") at(15, "same moment");
      if (key === "second") at(200, "beyond");
    });
    at(10, "first");
    at(20, "second");
    await clock.advance(100);
    expect(ran).toEqual(["first@10", "between@15", "same moment@15", "second@20"]);
    await clock.advance(100);
    expect(ran.at(-1)).toBe("beyond@200");
  });

  test("throws the error of a timer, rolls back its writes and stops at that time", async () => {
    const { clock, scheduler, at, elapsed } = makeClock();
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => {
      if (key === "bad") {
        at(20, "must not exist");
        throw new Error("bad timer");
      }
      ran.push(key);
    });
    at(10, "bad");
    at(30, "good");
    await expect(clock.advance(100)).rejects.toThrow("bad timer");
    expect(elapsed()).toBe(10);
    await clock.advance(90);
    expect([ran, elapsed()]).toEqual([["good"], 100]);
  });

  test("throws all failures of one moment together", async () => {
    const { clock, scheduler, at } = makeClock();
    scheduler.handle("note", ({ key }) => {
      throw new Error(key);
    });
    at(1, "a");
    at(1, "b");
    await expect(clock.advance(1)).rejects.toMatchObject({ errors: [{ message: "a" }, { message: "b" }] });
  });

  test("names a timer that has no handler", async () => {
    const { clock, at } = makeClock();
    at(1, "task/1");
    await expect(clock.advance(1)).rejects.toThrow('No handler for the timer "note" of "task/1".');
  });

  test("advances that overlap run one after the other", async () => {
    const { clock, elapsed } = makeClock();
    const seen: number[] = [];
    const one = clock.advance(10).then(() => seen.push(elapsed()));
    const two = clock.advance("1s").then(() => seen.push(elapsed()));
    await Promise.all([one, two]);
    expect(seen).toEqual([10, 1010]);
  });

  test.each(["soon", -1, Number.NaN])("rejects %j", async (wrong) => {
    const { clock, elapsed } = makeClock();
    await expect(clock.advance(wrong as number)).rejects.toThrow(TypeError);
    expect(elapsed()).toBe(0);
  });

  test("cuts off work that schedules itself again without time passing", async () => {
    const { clock, scheduler, at, elapsed } = makeClock("frozen", 1_000);
    scheduler.handle("note", () => at(1, "again"));
    at(1, "again");
    await expect(clock.advance(1)).rejects.toThrow(
      'More than 1000 timers were due at the same time; the last is "note" for "again". ' +
        "Work reschedules itself with a delay of 0: set a delay for that transition.",
    );
    await clock.advance(1);
    expect(elapsed()).toBe(2);
  });
});

describe("set", () => {
  test("forwards runs what is due on the way", async () => {
    const { clock, scheduler, at } = makeClock();
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => void ran.push(key));
    at(10, "a");
    await clock.set(new Date(START + 10));
    expect([ran, clock.date()]).toEqual([["a"], new Date(START + 10)]);
  });

  test("backwards undoes nothing, and what is due waits for its moment again", async () => {
    const { clock, scheduler, at, elapsed } = makeClock();
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => void ran.push(`${key}@${elapsed()}`));
    at(10, "a");
    at(30, "b");
    await clock.advance(20);
    await clock.set("2029-12-31T23:59:59.990Z");
    expect([ran, elapsed()]).toEqual([["a@10"], -10]);
    await clock.advance(40);
    expect(ran).toEqual(["a@10", "b@30"]);
  });

  test("rejects an invalid time", async () => {
    await expect(makeClock().clock.set("tomorrow")).rejects.toThrow('Invalid time: "tomorrow"');
  });

  test.each([null, true, 9e15, Number.NaN, "+010000-01-01T00:00:00Z"])("rejects %j", async (moment) => {
    const { clock, elapsed } = makeClock();
    await expect(clock.set(moment as number)).rejects.toThrow(
      /^Invalid time: .* between the years 1 and 9999/,
    );
    expect(elapsed()).toBe(0);
  });
});

describe("modes", () => {
  test("a frozen clock does not move, but what is already due happens by itself", async () => {
    const { clock, scheduler, at, elapsed } = makeClock("frozen");
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => void ran.push(key));
    at(0, "now");
    at(1, "later");
    await vi.waitUntil(() => ran.length > 0);
    expect([ran, elapsed(), clock.mode]).toEqual([["now"], 0, "frozen"]);
  });

  test("a running clock fires what falls due by itself", async () => {
    const { clock, scheduler, at } = makeClock("running");
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => void ran.push(key));
    at(30, "second");
    at(5, "first");
    await vi.waitUntil(() => ran.length === 2);
    expect([ran, clock.mode]).toEqual([["first", "second"], "running"]);
  });

  test("a running clock wakes sleepers by itself", async () => {
    const { clock, elapsed } = makeClock("running");
    await clock.sleep(5);
    expect(elapsed()).toBeGreaterThanOrEqual(5);
  });

  test("freeze stops time, resume continues it", async () => {
    const { clock, scheduler, at } = makeClock("running");
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => void ran.push(key));
    clock.freeze();
    const frozenAt = clock.now();
    at(20, "a");
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect([ran, clock.now()]).toEqual([[], frozenAt]);
    clock.resume();
    await vi.waitUntil(() => ran.length === 1);
  });

  test.each(["running", "frozen"] as const)("advance goes back to %s", async (mode) => {
    const { clock } = makeClock(mode);
    const advanced = clock.advance("1h");
    expect(clock.mode).toBe(mode);
    await advanced;
    expect(clock.mode).toBe(mode);
  });

  test("freeze during an advance holds after it", async () => {
    const { clock, scheduler, at } = makeClock("running");
    scheduler.handle("note", () => clock.freeze());
    at(10_000, "freeze");
    await clock.advance("1m");
    expect(clock.mode).toBe("frozen");
  });

  test("resume during an advance holds after it", async () => {
    const { clock, scheduler, at } = makeClock("frozen");
    scheduler.handle("note", () => clock.resume());
    at(10, "resume");
    await clock.advance("1m");
    expect(clock.mode).toBe("running");
  });

  test("a timer's failure outside an advance is reported and stops nothing", async () => {
    const { scheduler, failures, at } = makeClock("running");
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => {
      if (key === "bad") throw new Error("bad timer");
      ran.push(key);
    });
    at(1, "bad");
    at(2, "good");
    await vi.waitUntil(() => ran.length === 1);
    expect(failures).toEqual([new Error("bad timer")]);
  });
});

describe("runUntilIdle", () => {
  test("steps to the last thing that happens, housekeeping apart", async () => {
    const { clock, scheduler, at, elapsed } = makeClock();
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => {
      ran.push(key);
      if (key === "housekeeping") at(elapsed() + 400, "housekeeping", true);
    });
    at(400, "housekeeping", true);
    at(1_000, "last");
    await clock.runUntilIdle();
    expect([ran, elapsed()]).toEqual([["housekeeping", "housekeeping", "last"], 1_000]);
  });

  test("waits for sleepers, and for what they do next", async () => {
    const { clock, elapsed } = makeClock();
    const done = clock.sleep("1d").then(() => clock.sleep("2h"));
    await clock.runUntilIdle();
    expect(elapsed()).toBe(26 * 3_600_000);
    await done;
  });

  test("throws when the simulator never becomes idle", async () => {
    const { clock, scheduler, at, elapsed } = makeClock();
    const week = 7 * 86_400_000;
    scheduler.handle("note", () => at(elapsed() + week, "again"));
    at(week, "again");
    await expect(clock.runUntilIdle()).rejects.toThrow("Still not idle after ten simulated years.");
  });
});

describe("time ends with the year 9999", () => {
  const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

  test("an advance beyond it rejects, and the clock is as it was", async () => {
    const { clock, elapsed } = makeClock();
    await expect(clock.advance(8e15)).rejects.toThrow("Time cannot move beyond the end of the year 9999.");
    expect(elapsed()).toBe(0);
    await clock.advance(LAST - START);
    expect(clock.date().toISOString()).toBe("9999-12-31T23:59:59.999Z");
    await expect(clock.advance(1)).rejects.toThrow(TypeError);
  });

  test("runUntilIdle does not follow a timer beyond it", async () => {
    const { clock, scheduler, at } = makeClock();
    scheduler.handle("note", () => {});
    await clock.set(LAST);
    at(LAST - START + 1, "beyond");
    await expect(clock.runUntilIdle()).rejects.toThrow("the year 9999");
  });
});

describe("abandoned", () => {
  test("an advance goes no further after reset", async () => {
    const { clock, scheduler, store, at, elapsed } = makeClock();
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => void ran.push(key));
    at(10, "a");
    const first = clock.advance("1h");
    const queued = clock.advance("1h");
    store.clear();
    clock.reset();
    at(5, "new");
    await Promise.all([first, queued]);
    expect([ran, elapsed()]).toEqual([[], 0]);
    await clock.advance(5);
    expect(ran).toEqual(["new"]);
  });

  test("reset in the middle of an advance leaves the start time and mode", async () => {
    const { clock, scheduler, at } = makeClock("running");
    scheduler.handle("note", () => clock.reset());
    at(1_000, "reset");
    await clock.advance("1h");
    expect(clock.mode).toBe("running");
    expect(clock.now()).toBeLessThan(START + 3_600_000);
  });

  test("a restored clock fires at the right moment although it was set for another", async () => {
    const { clock, scheduler, at } = makeClock("running");
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => void ran.push(key));
    at(3_600_000, "a");
    clock.restore(START + 3_599_990);
    await vi.waitFor(() => expect(ran).toEqual(["a"]));
  });

  test("a closed clock does not move and fires nothing", async () => {
    const { clock, scheduler, at } = makeClock("running");
    const ran: string[] = [];
    scheduler.handle("note", ({ key }) => void ran.push(key));
    at(5, "a");
    clock.close();
    await expect(clock.advance(10)).rejects.toThrow("This simulator is closed");
    await expect(clock.sleep(10)).rejects.toThrow("This simulator is closed");
    await expect(clock.set(START)).rejects.toThrow("This simulator is closed");
    await expect(clock.runUntilIdle()).rejects.toThrow("This simulator is closed");
    expect(ran).toEqual([]);
  });

  test("when a timer ends the era, timers that come back do not run at its moment", async () => {
    const { clock, scheduler, store, eras, at, elapsed } = makeClock();
    const ran: string[] = [];
    at(10, "restore");
    at(20, "later");
    const snapshot = store.snapshot();
    scheduler.handle("note", ({ key }) => {
      ran.push(`${key}@${elapsed()}`);
      if (key !== "restore" || ran.length > 1) return;
      eras.begin();
      store.restore(snapshot);
      clock.restore(START);
      throw new Error("of the old era");
    });
    await clock.advance(30);
    expect([ran, elapsed()]).toEqual([["restore@10"], 0]);
    await clock.advance(30);
    expect(ran).toEqual(["restore@10", "restore@10", "later@20"]);
  });
});
