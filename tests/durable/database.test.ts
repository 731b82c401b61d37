import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Database } from "../../lib/durable/database.js";
import { ENGINES, loadEngine, type OpenSqlite } from "../../lib/durable/sqlite.js";
import type { Json } from "../../lib/runtime/store/codec.js";
import { defineTable } from "../../lib/runtime/store/store.js";
import { TemporaryDirectory } from "./temporary-directory.js";

const HERE = { account: "111111111111", region: "eu-west-1" };
const NOWHERE = { account: "", region: "" };
const NAMES = defineTable<Json>({ name: "test.names", key: "name" });
const NUMBERS = defineTable<Json, number>({ name: "test.numbers", key: "number", scope: "global" });
const TABLES = [NAMES, NUMBERS];

const engines = await Promise.all(ENGINES.map(async (name) => ({ name, open: await loadEngine(name) })));

describe.each(engines)("the database with $name", ({ open }) => {
  const openAt = (directory: TemporaryDirectory, tables = TABLES) =>
    Database.open(engine(open), join(directory.path, "state.sqlite"), "process", tables);

  test.skipIf(!open)("returns rows as they were put, by keys of text and of numbers", () => {
    using directory = new TemporaryDirectory();
    const rows: [string, Json][] = [
      ["", { empty: true }],
      ["a b", { text: 'quotes " and \\ and \0 and é and 😀' }],
      ["a!_b", [1, 2.5, -0.1, 1e300, null, true]],
      ['\'; DROP TABLE "test.names"; --', "text"],
      ["1", null],
    ];
    const database = openAt(directory);
    database.commit(() => {
      for (const [key, json] of rows) database.rowsOf(NAMES).put(HERE, key, json);
      for (const key of [0, 7, 2 ** 53 - 1]) database.rowsOf(NUMBERS).put(NOWHERE, key, { key });
    });
    database.close();
    const reopened = openAt(directory);
    const names = [...reopened.rowsOf(NAMES).all()];
    expect(new Map(names.map(({ key, json }) => [key, json]))).toEqual(new Map(rows));
    expect(names.every(({ account, region }) => account === HERE.account && region === HERE.region)).toBe(
      true,
    );
    expect([...reopened.rowsOf(NUMBERS).all()]).toEqual(
      [0, 7, 2 ** 53 - 1].map((key) => ({ account: "", region: "", key, json: { key } })),
    );
    expect([...reopened.rowsOf(NAMES).partitions()]).toEqual([HERE]);
    expect([...reopened.rowsOf(NUMBERS).partitions()]).toEqual([NOWHERE]);
    expect([...reopened.rowsOf(NAMES).keys(HERE)].sort()).toEqual(rows.map(([key]) => key).sort());
    expect(rows.map(([key]) => reopened.rowsOf(NAMES).get(HERE, key))).toEqual(rows.map(([, json]) => json));
    reopened.close();
  });

  test.skipIf(!open)("returns each of many keys once", () => {
    using directory = new TemporaryDirectory();
    const database = openAt(directory);
    const beginnings = ["\0", "\t", "\n", '"', "\\", "a", " ", "é", "😀"];
    const keys = Array.from({ length: 3_000 }, (_, i) => `${beginnings[i % beginnings.length]}${i}`);
    const numbers = Array.from({ length: 3_000 }, (_, i) => i * 3 - 1_000.25);
    database.commit(() => {
      for (const key of keys) database.rowsOf(NAMES).put(HERE, key, null);
      for (const key of numbers) database.rowsOf(NUMBERS).put(NOWHERE, key, null);
    });
    expect([...database.rowsOf(NAMES).keys(HERE)].sort()).toEqual(keys.sort());
    expect([...database.rowsOf(NUMBERS).keys(NOWHERE)]).toEqual(numbers);
    database.close();
  });

  test.skipIf(!open)("finds the accounts and regions that have rows, and only those", () => {
    using directory = new TemporaryDirectory();
    const database = openAt(directory);
    const places = ["111111111111", "222222222222"].flatMap((account) =>
      ["eu-west-1", "us-east-1"].map((region) => ({ account, region })),
    );
    database.commit(() => {
      for (const at of places) for (const key of ["a", "b"]) database.rowsOf(NAMES).put(at, key, at.region);
    });
    expect([...database.rowsOf(NAMES).partitions()]).toEqual(places);
    expect([...database.rowsOf(NUMBERS).partitions()]).toEqual([]);
    expect(places.map((at) => [...database.rowsOf(NAMES).keys(at)])).toEqual(places.map(() => ["a", "b"]));
    database.close();
  });

  test.skipIf(!open)("names a row that something else has removed", () => {
    using directory = new TemporaryDirectory();
    const database = openAt(directory);
    expect(() => database.rowsOf(NAMES).get(HERE, "gone")).toThrow(
      'The database lacks the row "gone" of "test.names". Something else has changed it: the data directory belongs to the simulator.',
    );
    database.close();
  });

  test.skipIf(!open)("writes all of a commit, or nothing of it", () => {
    using directory = new TemporaryDirectory();
    const database = openAt(directory);
    const rows = database.rowsOf(NAMES);
    database.commit(() => rows.put(HERE, "a", 1));
    expect(() =>
      database.commit(() => {
        rows.put(HERE, "a", 2);
        rows.put(HERE, "b", 2);
        throw new Error("in the middle");
      }),
    ).toThrow("in the middle");
    database.commit(() => rows.put(HERE, "c", 3));
    expect([...database.rowsOf(NAMES).all()].map(({ key, json }) => [key, json])).toEqual([
      ["a", 1],
      ["c", 3],
    ]);
    database.close();
  });

  test.skipIf(!open)("rejects rows of a newer version, and tables that it does not have (S03)", () => {
    using directory = new TemporaryDirectory();
    const newer = defineTable<Json>({ name: "test.names", key: "name", version: 2 });
    openAt(directory, [newer, NUMBERS]).close();
    expect(() => openAt(directory)).toThrow(
      `${directory.path}/state.sqlite has version 2 of the table test.names; this version of aws-sim has version 1, and cannot convert it. Use the version that wrote it, or another directory. The file is unchanged.`,
    );
    expect(() => openAt(directory, [newer])).toThrow(
      `${directory.path}/state.sqlite has version 1 of the table test.numbers; this version of aws-sim does not have the table. Use the version that wrote it, or another directory. The file is unchanged.`,
    );
    openAt(directory, [newer, NUMBERS]).close();
  });

  test.skipIf(!open)("converts rows of an earlier version, where their table can (S03)", () => {
    using directory = new TemporaryDirectory();
    const database = openAt(directory);
    database.commit(() => database.rowsOf(NAMES).put(HERE, "a", { first: "A" }));
    database.close();
    const migrated = defineTable<Json>({
      name: "test.names",
      key: "name",
      version: 3,
      migrate: (row, version) => ({ row, version }),
    });
    openAt(directory, [migrated, NUMBERS]).close();
    const reopened = openAt(directory, [migrated, NUMBERS]);
    expect([...reopened.rowsOf(migrated).all()].map(({ json }) => json)).toEqual([
      { row: { first: "A" }, version: 1 },
    ]);
    reopened.close();
  });
});

function engine(open: OpenSqlite | undefined): OpenSqlite {
  if (!open) throw new Error("This machine lacks the engine.");
  return open;
}
