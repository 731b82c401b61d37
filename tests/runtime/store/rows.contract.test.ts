import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import type { Simulation } from "../../../lib/runtime/context.js";
import type { Json } from "../../../lib/runtime/store/codec.js";
import { type AnyTable, type Key, keyParts, ONLY_ROW } from "../../../lib/runtime/store/store.js";
import { services } from "../../../lib/services/index.js";
import { SHARED_STATE } from "../../../lib/simulation.js";
import { Blob } from "../../../lib/wire/blob.js";
import { seedEverything } from "../../support/seeds/index.js";
import { NOTIFY_FAILURE } from "../../support/seeds/lambda.js";
import { MemoryBlobs } from "./memory-blobs.js";

const TABLES: readonly AnyTable[] = [
  ...Object.values(SHARED_STATE),
  ...Object.values(services).map(({ state }) => state()),
].flatMap(({ tables }) => tables);

/** A row that is converted to JSON and back, with its place. */
interface StoredRow {
  readonly table: AnyTable;
  readonly account: string;
  readonly region: string;
  readonly key: Key;
  readonly json: string;
}

const blobs = new MemoryBlobs();
let sim: AwsSim;
let rows: readonly StoredRow[];
/** The rows themselves, in the same order: one of the tests advances time. */
let originals: readonly unknown[];

beforeAll(async () => {
  sim = await start("2030-01-01T00:00:00Z");
  await seedEverything(sim);
  rows = exported(sim);
  const { store } = simulationOf(sim);
  originals = rows.map((row) => store.table(row.table, row).get(row.key));
});
afterAll(() => sim.close());

function start(startTime: string | Date): Promise<AwsSim> {
  return createAwsSim({ clock: "frozen", startTime, seed: 1, delays: 0 });
}

function simulationOf(target: AwsSim): Simulation {
  return Reflect.get(target, "simulation");
}

/** All rows of a simulator, as a store on disk has them. */
function exported(from: AwsSim): StoredRow[] {
  const { store } = simulationOf(from);
  return TABLES.flatMap((table) =>
    [...store.everywhere(table)].flatMap((part) =>
      Array.from(part.entries(), ([key, row]) => {
        const json = JSON.stringify(table.row.encode(row, blobs));
        return { table, ...part.at, key, json };
      }),
    ),
  );
}

function decoded({ table, json }: StoredRow): unknown {
  return table.row.decode(JSON.parse(json) as Json, blobs);
}

/**
 * A value whose bytes are strings: whether they are a Buffer, and in how many pieces they are, does not count. Neither
 * does the port of a simulator, on which the URLs of queues are.
 */
function comparable(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/^http:\/\/127\.0\.0\.1:\d+/, "http://127.0.0.1");
  if (value instanceof Blob) return { blob: Buffer.from(value.bytes()).toString("base64") };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (value instanceof Map) return new Map(Array.from(value, ([key, item]) => [key, comparable(item)]));
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, comparable(member)]));
}

/** What `sim.<service>.state()` returns, by service. */
function states(of: AwsSim): unknown {
  return Object.keys(services).map((name) => [name, comparable(Reflect.get(of, name).state())]);
}

describe.each(TABLES.map((table) => ({ name: table.name, table })))("$name", ({ table }) => {
  const own = () => rows.filter((row) => row.table === table);

  test("has rows that are the same after they were JSON", () => {
    expect(own().length).toBeGreaterThan(0);
    for (const row of own()) {
      expect(comparable(decoded(row))).toEqual(comparable(originals[rows.indexOf(row)]));
      expect(JSON.stringify(table.row.encode(decoded(row), blobs))).toBe(row.json);
    }
  });

  test("has keys of the parts that it declares", () => {
    const counts = own().map(({ key }) => {
      if (typeof key === "number" || table.key.length === 1) return 1;
      return key === ONLY_ROW ? 0 : keyParts(key).length;
    });
    expect(new Set(counts)).toEqual(new Set([table.key.length]));
  });
});

test("a simulator that is made of the stored rows shows the same state", async () => {
  await using copy = await start(sim.clock.date());
  const { store } = simulationOf(copy);
  for (const row of rows) store.table(row.table, row).putBack(row.key, decoded(row));
  expect(states(copy)).toEqual(states(sim));
  expect(exported(copy)).toEqual(rows);
  simulationOf(copy).ids.restore(simulationOf(sim).ids.snapshot());
  copy.delays.set(sim.delays.all());
  copy.lambda.on("notify", NOTIFY_FAILURE);
  const before = states(sim);
  await Promise.all([sim.clock.advance("2h"), copy.clock.advance("2h")]);
  expect(states(sim)).not.toEqual(before);
  expect(states(copy)).toEqual(states(sim));
});
