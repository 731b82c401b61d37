import type { Persistence } from "./table.js";

/** The part of a SQLite database that `node:sqlite` and better-sqlite3 have in common. */
interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): {
    run(...values: string[]): unknown;
    all(...values: string[]): unknown[];
  };
  close(): void;
}

/** The packages with SQLite, in the order in which they are tried: Node has one since version 22.5. */
const ENGINES = ["node:sqlite", "better-sqlite3"] as const;

/**
 * Opens the state file: rows of JSON in one table.
 *
 * @throws Error if there is no SQLite, or the file cannot be opened.
 */
export async function openStateFile(path: string): Promise<Persistence> {
  const Engine = await loadEngine();
  if (Engine === undefined)
    throw new Error(
      `state_file needs SQLite: use Node 22.13 or later, or install better-sqlite3 (this is Node ${process.versions.node})`,
    );
  const database = new Engine(path);
  database.exec(
    "CREATE TABLE IF NOT EXISTS rows (name TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (name, key))",
  );
  const select = database.prepare("SELECT key, value FROM rows WHERE name = ? ORDER BY rowid");
  const upsert = database.prepare(
    "INSERT INTO rows VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  );
  const remove = database.prepare("DELETE FROM rows WHERE name = ? AND key = ?");
  return {
    load: (table) => select.all(table).map(parsed),
    put: (table, key, row) => void upsert.run(table, key, JSON.stringify(row)),
    delete: (table, key) => void remove.run(table, key),
    close: () => database.close(),
  };
}

/** Whether this Node can keep a state file. */
export async function hasSqlite(): Promise<boolean> {
  return (await loadEngine()) !== undefined;
}

type Engine = new (path: string) => Database;

async function loadEngine(): Promise<Engine | undefined> {
  for (const name of ENGINES) {
    try {
      // By a variable: neither has to exist where this is compiled.
      const loaded: Record<string, unknown> = await import(name);
      const engine = loaded.DatabaseSync ?? loaded.default;
      if (isEngine(engine)) return engine;
    } catch {
      // The next one may be there.
    }
  }
  return undefined;
}

function isEngine(value: unknown): value is Engine {
  return typeof value === "function";
}

function parsed(row: unknown): readonly [string, unknown] {
  if (typeof row === "object" && row !== null && "key" in row && "value" in row)
    return [String(row.key), JSON.parse(String(row.value))];
  throw new Error("The state file is not one of this program.");
}
