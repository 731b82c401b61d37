import type { Durability } from "../runtime/durability.js";
import type { Json } from "../runtime/store/codec.js";
import type { AnyTable, Change } from "../runtime/store/store.js";
import type { OpenSqlite, Sqlite, Statement } from "./sqlite.js";
import { StoredRows } from "./stored-rows.js";
import { versionFlaw } from "./table-versions.js";

/** The format of the file. The formats of the rows are in `tables`. */
const FORMAT = 1;

/** The place of a row. */
export type RowPlace = Pick<Change, "table" | "account" | "region" | "key">;

/**
 * The rows of a simulator in a SQLite file. Each table of the store has a table with the same name, whose
 * rows are JSON. All writes happen in {@link commit}.
 */
export class Database {
  private readonly tables = new Map<string, StoredRows>();
  private readonly setValue: Statement;
  private readonly begin: Statement;
  private readonly end: Statement;

  /**
   * Opens a file, and creates it if it does not exist.
   *
   * @throws Error if its format differs, or it has a newer version of a table; the file is unchanged.
   */
  static open(open: OpenSqlite, file: string, durability: Durability, tables: readonly AnyTable[]): Database {
    const sqlite = open(file);
    try {
      return new Database(sqlite, file, durability, tables);
    } catch (error) {
      // This also rolls back the writes of the constructor.
      sqlite.close();
      throw error;
    }
  }

  private constructor(
    readonly sqlite: Sqlite,
    private readonly file: string,
    durability: Durability,
    tables: readonly AnyTable[],
  ) {
    // With a write-ahead log, a commit that is not synchronized survives its process, and a power loss does
    // not damage the file.
    sqlite.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durability === "disk" ? "FULL" : "NORMAL"}`,
    );
    sqlite.exec("BEGIN IMMEDIATE");
    sqlite.exec('CREATE TABLE IF NOT EXISTS "simulator" (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID');
    this.setValue = sqlite.prepare('INSERT OR REPLACE INTO "simulator" VALUES (?, ?)');
    this.begin = sqlite.prepare("BEGIN IMMEDIATE");
    this.end = sqlite.prepare("COMMIT");
    this.checkFormat();
    this.makeTables(tables);
    this.end.run();
  }

  /** Executes `work` as one transaction: if it throws, all writes are rolled back. */
  commit(work: () => void): void {
    this.begin.run();
    try {
      work();
      this.end.run();
    } catch (error) {
      this.rollBack();
      throw error;
    }
  }

  /** The stored rows of a table. */
  rowsOf({ name }: AnyTable): StoredRows {
    let rows = this.tables.get(name);
    if (!rows) {
      rows = new StoredRows(this.sqlite, name);
      this.tables.set(name, rows);
    }
    return rows;
  }

  /** A value that is not in a row, such as the time. */
  value(name: string): Json | undefined {
    const found = this.sqlite.prepare('SELECT value FROM "simulator" WHERE name = ?').get(name);
    return isValue(found) ? JSON.parse(found.value) : undefined;
  }

  set(name: string, value: Json): void {
    this.setValue.run(name, JSON.stringify(value));
  }

  close(): void {
    this.sqlite.close();
  }

  private checkFormat(): void {
    const format = this.value("format");
    if (format === undefined) this.set("format", FORMAT);
    else if (format !== FORMAT)
      throw new Error(
        `${this.file} has format ${JSON.stringify(format)}; this version of aws-sim reads format ${FORMAT}. Use the version that wrote it, or another directory.`,
      );
  }

  private makeTables(tables: readonly AnyTable[]): void {
    const { sqlite } = this;
    sqlite.exec('CREATE TABLE IF NOT EXISTS "tables" (name TEXT PRIMARY KEY, version INTEGER) WITHOUT ROWID');
    const versions = this.versions();
    this.checkVersions(tables, versions);
    const add = sqlite.prepare('INSERT OR REPLACE INTO "tables" VALUES (?, ?)');
    for (const table of tables) {
      if (versions.get(table.name) === table.version) continue;
      this.migrate(table, versions.get(table.name));
      add.run(table.name, table.version);
    }
  }

  private versions(): Map<string, number> {
    const rows = this.sqlite.prepare('SELECT name, version FROM "tables"').all();
    return new Map((rows as { name: string; version: number }[]).map(({ name, version }) => [name, version]));
  }

  /** @throws Error for what this version of the simulator would lose. */
  private checkVersions(tables: readonly AnyTable[], versions: ReadonlyMap<string, number>): void {
    const known = new Map(tables.map((table) => [table.name, table]));
    for (const [name, version] of versions) {
      const flaw = versionFlaw(known.get(name), version);
      if (!flaw) continue;
      throw new Error(
        `${this.file} has version ${version} of the table ${name}; ${flaw}. Use the version that wrote it, or another directory. The file is unchanged.`,
      );
    }
  }

  private migrate(table: AnyTable, from: number | undefined): void {
    if (from === undefined) return;
    const rows = this.rowsOf(table);
    for (const { json, key, ...at } of [...rows.all()])
      rows.put(at, key, table.migrate?.(json, from) ?? json);
  }

  /** SQLite has already rolled back after some errors, such as a full disk. */
  private rollBack(): void {
    try {
      this.sqlite.exec("ROLLBACK");
    } catch {
      // There is no transaction.
    }
  }
}

function isValue(row: unknown): row is { readonly value: string } {
  return typeof row === "object" && row !== null && "value" in row && typeof row.value === "string";
}
