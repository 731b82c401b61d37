import { expect, test } from "vitest";
import { defineTable, type Origin, Store, type TracedChange } from "../../../lib/runtime/store/store.js";

const TASKS = defineTable<{ readonly status: string }>({ name: "test.tasks", key: "id" });
const AT = { account: "123456789012", region: "eu-west-1" };

/** An origin, and what it is part of. */
function chainOf(origin: Origin | undefined): object[] {
  return origin ? [origin.of, ...chainOf(origin.outer)] : [];
}

/** A store, its table, and what a trace of it received: key, row before and after, and origin. */
function traced() {
  const store = new Store();
  const tasks = store.table(TASKS, AT);
  const received: (readonly [unknown, unknown, unknown, unknown])[][] = [];
  const stop = store.trace(new Set([TASKS]), (changes) =>
    received.push(
      changes.map(({ key, before, row, origin }: TracedChange) => [key, before, row, chainOf(origin)]),
    ),
  );
  return { store, tasks, received, stop };
}

const REQUEST = { requestId: "1" };
const TIMER = { order: 1 };
const [PENDING, RUNNING] = [{ status: "PENDING" }, { status: "RUNNING" }];

test("a change has the row before it and the origin of its transaction", () => {
  const { store, tasks, received } = traced();
  store.transaction(() => tasks.put("a", PENDING), REQUEST);
  store.transaction(() => tasks.put("a", RUNNING), TIMER);
  store.transaction(() => tasks.delete("a"));
  expect(received).toEqual([
    [["a", undefined, PENDING, [REQUEST]]],
    [["a", PENDING, RUNNING, [TIMER]]],
    [["a", RUNNING, undefined, []]],
  ]);
});

test("an inner transaction has an origin of its own, or that of the outer one", () => {
  const { store, tasks, received } = traced();
  store.transaction(() => {
    tasks.put("outer", PENDING);
    store.transaction(() => tasks.put("own", PENDING), REQUEST);
    store.transaction(() => tasks.put("inherited", PENDING));
    tasks.put("own", RUNNING);
  }, TIMER);
  expect(received).toEqual([
    [
      ["outer", undefined, PENDING, [TIMER]],
      ["own", undefined, RUNNING, [REQUEST, TIMER]],
      ["inherited", undefined, PENDING, [TIMER]],
    ],
  ]);
});

test("what is rolled back does not appear, and its origin is forgotten", () => {
  const { store, tasks, received } = traced();
  expect(() =>
    store.transaction(() => {
      tasks.put("a", PENDING);
      throw new Error("rejected");
    }, REQUEST),
  ).toThrow("rejected");
  tasks.put("b", PENDING);
  expect(received).toEqual([[["b", undefined, PENDING, []]]]);
});

test("other tables are not traced", () => {
  const { store, received } = traced();
  store.table(defineTable<object>({ name: "test.others", key: "id" }), AT).put("a", PENDING);
  expect(received).toEqual([]);
});

test("a trace that ended receives nothing", () => {
  const { tasks, received, stop } = traced();
  stop();
  tasks.put("a", PENDING);
  expect(received).toEqual([]);
});

test("work that is attributed to an origin needs no transaction", () => {
  const { store, tasks, received } = traced();
  store.transaction(
    () =>
      store.attribute(
        () => REQUEST,
        () => tasks.put("a", PENDING),
      ),
    TIMER,
  );
  store.attribute(
    () => REQUEST,
    () => tasks.put("b", PENDING),
  );
  tasks.put("c", PENDING);
  expect(received).toEqual([
    [["a", undefined, PENDING, [REQUEST, TIMER]]],
    [["b", undefined, PENDING, [REQUEST]]],
    [["c", undefined, PENDING, []]],
  ]);
});
