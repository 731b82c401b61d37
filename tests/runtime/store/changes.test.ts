import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AnyTable,
  type Change,
  defineTable,
  Store,
  type StoreSnapshot,
} from "../../../lib/runtime/store/store.js";

interface Row {
  readonly value: number;
}
const REGIONAL = defineTable<Row>({ name: "test.regionals", key: "name" });
const ACCOUNT = defineTable<Row>({ name: "test.accounts", key: "name", scope: "account" });
const NUMBERED = defineTable<Row, number>({ name: "test.numbered-rows", key: "number", scope: "global" });
const HERE = { account: "111111111111", region: "eu-west-1" };
const THERE = { account: "222222222222", region: "us-east-1" };

/** A copy of a store that is made of its changes alone. */
class Mirror {
  readonly rows = new Map<string, unknown>();
  /** The transactions that came. */
  readonly transactions: (readonly Change[])[] = [];

  constructor(store: Store) {
    store.onCommit((changes) => {
      this.transactions.push(changes);
      for (const { table, account, region, key, row } of changes) {
        const place = placeOf(table, account, region, key);
        if (row === undefined) this.rows.delete(place);
        else this.rows.set(place, row);
      }
    });
  }
}

function placeOf(table: AnyTable, account: string, region: string, key: string | number): string {
  return JSON.stringify([table.name, account, region, key]);
}

function contentOf(store: Store): Map<string, unknown> {
  const rows = new Map<string, unknown>();
  for (const definition of [REGIONAL, ACCOUNT, NUMBERED])
    for (const table of store.everywhere<Row, string | number>(definition))
      for (const [key, row] of table.entries())
        rows.set(placeOf(definition, table.at.account, table.at.region, key), row);
  return rows;
}

const put = fc.record({
  do: fc.constantFrom("put" as const, "delete" as const),
  table: fc.constantFrom("regional" as const, "account" as const, "numbered" as const),
  key: fc.nat(3),
  value: fc.nat(9),
  at: fc.constantFrom(HERE, THERE),
});
const whole = fc.record({
  do: fc.constantFrom("snapshot" as const, "restore" as const, "release" as const, "clear" as const),
  which: fc.nat(5),
});
type ValueOf<Source> = Source extends fc.Arbitrary<infer Value> ? Value : never;
type Step =
  | ValueOf<typeof put>
  | ValueOf<typeof whole>
  | { readonly do: "transaction"; readonly steps: readonly Step[]; readonly throws: boolean };

const { steps } = fc.letrec<{ steps: Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie("step"), { maxLength: 8 }),
  step: fc.oneof(
    { depthSize: "small" },
    { arbitrary: put, weight: 6 },
    { arbitrary: whole, weight: 1 },
    {
      arbitrary: fc.record({
        do: fc.constant("transaction" as const),
        steps: tie("steps"),
        throws: fc.boolean(),
      }),
      weight: 3,
    },
  ),
}));

class Player {
  readonly snapshots: StoreSnapshot[] = [];

  constructor(private readonly store: Store) {}

  play(step: Step): void {
    const { store, snapshots } = this;
    if (step.do === "transaction") {
      try {
        store.transaction(() => {
          for (const inner of step.steps) this.play(inner);
          if (step.throws) throw new Error("rolled back");
        });
      } catch {
        // As the step wanted.
      }
    } else if ("table" in step) {
      const row = { value: step.value };
      if (step.table === "numbered") {
        const table = store.table(NUMBERED, step.at);
        if (step.do === "put") table.put(step.key, row);
        else table.delete(step.key);
      } else {
        const table = store.table(step.table === "regional" ? REGIONAL : ACCOUNT, step.at);
        if (step.do === "put") table.put(String(step.key), row);
        else table.delete(String(step.key));
      }
    } else if (step.do === "snapshot") snapshots.push(store.snapshot());
    else if (step.do === "clear") store.clear();
    else {
      const snapshot = snapshots[step.which % Math.max(1, snapshots.length)];
      if (!snapshot) return;
      if (step.do === "release") store.release(snapshot);
      else if (store.has(snapshot)) store.restore(snapshot);
    }
  }
}

describe("the sink of a store", () => {
  test("receives what a copy needs to stay the same", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const store = new Store();
        const mirror = new Mirror(store);
        const player = new Player(store);
        for (const step of all) {
          player.play(step);
          expect(mirror.rows).toEqual(contentOf(store));
        }
        expect(mirror.transactions.filter(({ length }) => length === 0)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("receives a transaction once, after its commit, each row in its last state", () => {
    const store = new Store();
    const { transactions } = new Mirror(store);
    const table = store.table(REGIONAL, HERE);
    table.put("gone", { value: 1 });
    transactions.length = 0;
    store.transaction(() => {
      table.put("a", { value: 1 });
      store.transaction(() => table.put("a", { value: 2 }));
      table.put("made-and-removed", { value: 1 });
      table.delete("made-and-removed");
      table.delete("gone");
      store.table(ACCOUNT, HERE).put("b", { value: 3 });
      expect(transactions).toEqual([]);
    });
    expect(transactions).toEqual([
      [
        { table: REGIONAL, ...HERE, key: "a", row: { value: 2 } },
        { table: REGIONAL, ...HERE, key: "gone", row: undefined },
        { table: ACCOUNT, account: HERE.account, region: "", key: "b", row: { value: 3 } },
      ],
    ]);
  });

  test("receives nothing of what was rolled back, and nothing once it is removed", () => {
    const store = new Store();
    const table = store.table(REGIONAL, HERE);
    const received: (readonly Change[])[] = [];
    const remove = store.onCommit((changes) => received.push(changes));
    const failing = () =>
      store.transaction(() => {
        table.put("a", { value: 1 });
        throw new Error("no");
      });
    expect(failing).toThrow("no");
    store.transaction(() => expect(failing).toThrow("no"));
    store.transaction(() => {});
    remove();
    table.put("a", { value: 1 });
    store.clear();
    expect(received).toEqual([]);
  });

  test("receives a restore and a clear as the rows that differ", () => {
    const store = new Store();
    const table = store.table(REGIONAL, HERE);
    table.put("same", { value: 0 });
    const snapshot = store.snapshot();
    const { transactions } = new Mirror(store);
    table.put("a", { value: 1 });
    store.restore(snapshot);
    store.restore(snapshot);
    store.clear();
    expect(transactions.map((changes) => changes.map(({ key, row }) => [key, row]))).toEqual([
      [["a", { value: 1 }]],
      [["a", undefined]],
      [["same", undefined]],
    ]);
  });

  test("fails the transaction that it throws for, which is undone", () => {
    const store = new Store();
    const table = store.table(REGIONAL, HERE);
    table.put("a", { value: 0 });
    const received: (readonly Change[])[] = [];
    let full = true;
    store.onCommit((changes) => {
      if (full) throw new Error("the disk is full");
      received.push(changes);
    });
    expect(() =>
      store.transaction(() => {
        store.transaction(() => table.put("a", { value: 1 }));
        table.put("b", { value: 1 });
      }),
    ).toThrow("the disk is full");
    expect([...table.entries()]).toEqual([["a", { value: 0 }]]);
    full = false;
    store.transaction(() => table.put("c", { value: 2 }));
    expect(received.map((changes) => changes.map(({ key, row }) => [key, row]))).toEqual([
      [["c", { value: 2 }]],
    ]);
  });

  test("gets what it could not take, and cannot be undone, with the next transaction", () => {
    const store = new Store();
    const table = store.table(REGIONAL, HERE);
    const snapshot = store.snapshot();
    table.put("a", { value: 1 });
    const received: (readonly Change[])[] = [];
    let full = true;
    store.onCommit((changes) => {
      if (full) throw new Error("the disk is full");
      received.push(changes);
    });
    expect(() => store.restore(snapshot)).toThrow("the disk is full");
    full = false;
    store.transaction(() => table.put("b", { value: 2 }));
    expect(received.map((changes) => changes.map(({ key, row }) => [key, row]))).toEqual([
      [
        ["a", undefined],
        ["b", { value: 2 }],
      ],
    ]);
  });
});
