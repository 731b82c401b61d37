/** A value of a column. */
export type SqlValue = null | number | string | Uint8Array;

/** A row, by the names of its columns. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** A prepared statement with the API of `node:sqlite` and better-sqlite3. */
export interface Statement {
  run(...values: SqlValue[]): unknown;
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
  iterate(...values: SqlValue[]): Iterable<unknown>;
}

/** A database with the synchronous API of `node:sqlite` and better-sqlite3. */
export interface Sqlite {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): void;
}

/** Opens a database file, and creates it if it does not exist. */
export type OpenSqlite = (file: string) => Sqlite;

/** The engines, in the order in which they are tried. */
export const ENGINES = ["node:sqlite", "better-sqlite3"] as const;

/** An engine of {@link ENGINES}. */
export type EngineName = (typeof ENGINES)[number];

type Constructor = new (file: string) => Sqlite;

/**
 * Loads an engine; `undefined` if this Node lacks it, it is not installed, or was built for another Node.
 * `node:sqlite` exists since Node 22.5, and its row iteration since 22.13.
 */
export async function loadEngine(name: EngineName): Promise<OpenSqlite | undefined> {
  try {
    const { DatabaseSync, default: Database } = await imported(name);
    const Engine = name === "node:sqlite" ? DatabaseSync : Database;
    if (!isConstructor(Engine)) return undefined;
    const trial = new Engine(":memory:");
    const readsByRow = "iterate" in trial.prepare("SELECT 1");
    trial.close();
    return readsByRow ? (file) => new Engine(file) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Loads the first available engine.
 *
 * @throws Error with the package to install.
 */
export async function loadSqlite(): Promise<OpenSqlite> {
  for (const name of ENGINES) {
    const open = await loadEngine(name);
    if (open) return open;
  }
  throw new Error(
    `The option dataDir needs SQLite, which Node ${process.versions.node} lacks. ` +
      'Run "npm install better-sqlite3", or use Node 22.13 or later.',
  );
}

/**
 * Imports a module by a computed name, so that bundlers and compilers ignore it: neither engine is required.
 */
async function imported(name: string): Promise<Record<string, unknown>> {
  return import(name);
}

function isConstructor(value: unknown): value is Constructor {
  return typeof value === "function";
}
