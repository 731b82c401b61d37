import fc from "fast-check";
import { expect, test } from "vitest";
import { History, type Key, type Recorded, type RestorePoint } from "../../../lib/runtime/store/history.js";

/** A table that counts what its history writes. */
class CountingTable implements Recorded {
  readonly rows = new Map<Key, unknown>();
  putBacks = 0;

  constructor(private readonly history: History) {}

  current(key: Key): unknown {
    return this.rows.get(key);
  }

  putBack(key: Key, row: unknown): void {
    this.putBacks++;
    this.write(key, row);
  }

  put(key: Key, row: unknown): void {
    this.history.record(this, key, this.rows.get(key), row);
    this.write(key, row);
  }

  private write(key: Key, row: unknown): void {
    if (row === undefined) this.rows.delete(key);
    else this.rows.set(key, row);
  }
}

const key = fc.constantFrom("a", "b", "c", 1, 2);
const put = fc.record({
  do: fc.constant("put" as const),
  key,
  row: fc.option(fc.nat(3), { nil: undefined }),
});
const mark = fc.record({ do: fc.constant("mark" as const) });
const release = fc.record({ do: fc.constant("release" as const), which: fc.nat(9) });
const restore = fc.record({ do: fc.constant("restore" as const), which: fc.nat(9) });
const step = fc.oneof({ arbitrary: put, weight: 4 }, { arbitrary: mark, weight: 2 }, release, restore);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
/** Steps one after the other, or in a transaction that throws at its end. */
const steps = fc.array(fc.record({ steps: fc.array(step, { maxLength: 6 }), throws: fc.boolean() }), {
  maxLength: 12,
});

/** What a history has to do, by copying everything at every moment. */
class Copies {
  rows = new Map<Key, unknown>();
  readonly moments: { moment: RestorePoint; rows: Map<Key, unknown>; released: boolean }[] = [];

  find(which: number) {
    return this.moments[which % Math.max(1, this.moments.length)];
  }
}

/** Takes a step in both; whether it went to another state as a whole. */
function take(step: Step, history: History, table: CountingTable, model: Copies): boolean {
  if (step.do === "put") {
    table.put(step.key, step.row);
    if (step.row === undefined) model.rows.delete(step.key);
    else model.rows.set(step.key, step.row);
    return false;
  }
  if (step.do === "mark") {
    model.moments.push({ moment: history.mark(), rows: new Map(model.rows), released: false });
    return false;
  }
  const found = model.find(step.which);
  if (!found) return false;
  expect(history.has(found.moment)).toBe(!found.released);
  if (step.do === "release") {
    history.release(found.moment);
    found.released = true;
    return false;
  }
  if (found.released) return false;
  history.goTo(found.moment);
  model.rows = new Map(found.rows);
  return true;
}

test("a history behaves as copies of all rows do, whatever is released, restored or undone", () => {
  fc.assert(
    fc.property(steps, (groups) => {
      const history = new History();
      const table = new CountingTable(history);
      const model = new Copies();
      for (const { steps, throws } of groups) {
        const before = new Map(model.rows);
        let jumped = false;
        const run = () => {
          for (const step of steps) jumped = take(step, history, table, model) || jumped;
          if (throws) throw new Error("undo");
        };
        if (throws) expect(() => history.transaction(run)).toThrow("undo");
        else run();
        // What a restore ended has nothing left to undo.
        if (throws && !jumped) model.rows = before;
        expect(table.rows).toEqual(model.rows);
      }
      for (const { moment, rows, released } of model.moments) {
        expect(history.has(moment)).toBe(!released);
        if (released) continue;
        history.goTo(moment);
        expect(table.rows).toEqual(rows);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("a restore writes the rows that differ, and those only", () => {
  const history = new History();
  const table = new CountingTable(history);
  for (let i = 0; i < 1_000; i++) table.put(i, {});
  const base = history.mark();
  const released: RestorePoint[] = [];
  for (let i = 0; i < 1_000; i++) {
    table.put(i % 10, {});
    table.put("made and removed", {});
    released.push(history.mark());
    table.put("made and removed", undefined);
  }
  for (const moment of released) history.release(moment);
  const late = history.mark();
  history.goTo(base);
  expect(table.putBacks).toBe(10);
  history.goTo(base);
  expect(table.putBacks).toBe(10);
  history.goTo(late);
  expect(table.putBacks).toBe(20);
});

test("after clear no moment can be restored", () => {
  const history = new History();
  const table = new CountingTable(history);
  const moment = history.mark();
  table.put("a", 1);
  history.clear(() => {});
  expect(history.has(moment)).toBe(false);
  history.goTo(moment);
  history.release(moment);
  expect(table.rows).toEqual(new Map([["a", 1]]));
});
