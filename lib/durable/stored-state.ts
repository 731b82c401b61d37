import { join } from "node:path";
import type { Durability } from "../runtime/durability.js";
import { isIdState } from "../runtime/ids.js";
import { StorageError } from "../runtime/storage-error.js";
import type { AccountRegion, AnyTable, Change, Key, Store } from "../runtime/store/store.js";
import { BlobFiles } from "./blob-files.js";
import { Database } from "./database.js";
import { type FileSystem, MACHINE_FILES } from "./file-system.js";
import type { OpenSqlite } from "./sqlite.js";
import type { Moment, PlacedRow } from "./state-file/export.js";
import { StoredBlobs } from "./stored-blobs.js";
import { createViews } from "./views.js";

/** The options of {@link StoredState.open}. */
export interface StoredStateOptions {
  readonly directory: string;
  readonly durability: Durability;
  /** All tables of the simulator. */
  readonly tables: readonly AnyTable[];
  /** Default: the file system of this machine. */
  readonly files?: FileSystem;
}

/**
 * The state in a directory: rows and small blobs in a SQLite file, large blobs in `objects/`. Each
 * {@link write} is one transaction of the file.
 */
export class StoredState {
  /** The stored time. */
  private storedUntil: number | undefined;

  private constructor(
    private readonly options: StoredStateOptions,
    private readonly database: Database,
    readonly blobs: StoredBlobs,
  ) {}

  /**
   * Opens the state, and creates it if it does not exist.
   *
   * @param name of the SQLite file.
   * @throws Error if its version differs, or it is not writable.
   */
  static open(options: StoredStateOptions, sqlite: OpenSqlite, name: string): StoredState {
    const { directory, durability, tables, files = MACHINE_FILES } = options;
    const database = Database.open(sqlite, join(directory, name), durability, tables);
    try {
      const blobs = new StoredBlobs(database.sqlite, new BlobFiles(directory, durability, files));
      createViews(database.sqlite, tables);
      return new StoredState(options, database, blobs);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  get tables(): readonly AnyTable[] {
    return this.options.tables;
  }

  /** The stored time and state of the id generator; empty in a new directory. */
  moment(): Partial<Moment> {
    const [now, ids] = [this.database.value("now"), this.database.value("ids")];
    return { ...(typeof now === "number" && { now }), ...(isIdState(ids) && { ids }) };
  }

  /** All rows of a table. */
  *rowsOf(table: AnyTable): Generator<PlacedRow> {
    for (const { json, ...place } of this.database.rowsOf(table).all())
      yield { ...place, row: table.row.decode(json, this.blobs) };
  }

  /** Connects an empty store to all rows, which are read on demand. */
  fill(store: Store): void {
    for (const table of this.tables) {
      const rows = this.database.rowsOf(table);
      for (const at of rows.partitions())
        store.table(table, at).addUnread(rows.keys(at), (key) => this.read(table, at, key));
    }
  }

  /** @throws StorageError if they cannot be stored; nothing of them is, then. */
  write(changes: readonly Change[], moment: Moment): void {
    try {
      this.database.commit(() => {
        for (const change of changes) this.writeRow(change);
        this.setMoment(moment);
        this.blobs.removeUnused();
      });
    } catch (error) {
      this.blobs.rolledBack();
      throw StorageError.unwritable(this.options.directory, error);
    }
    this.storedUntil = moment.now;
    this.blobs.committed();
  }

  /** @throws StorageError if it cannot be stored. */
  writeMoment(moment: Moment): void {
    try {
      this.database.commit(() => this.setMoment(moment));
    } catch (error) {
      throw StorageError.unwritable(this.options.directory, error);
    }
    this.storedUntil = moment.now;
  }

  /**
   * @param moment default that of the last change.
   * @throws Error if it cannot be stored; the database is closed then, too.
   */
  close(moment?: Moment): void {
    try {
      this.database.commit(() => {
        if (moment) this.setMoment(moment);
        this.blobs.close();
      });
      this.blobs.committed();
    } catch (error) {
      // The next start removes unused blobs.
      if (moment && moment.now !== this.storedUntil) throw this.timeNotStored(moment, error);
    } finally {
      this.database.close();
    }
  }

  private timeNotStored({ now }: Moment, cause: unknown): Error {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new Error(
      `The time ${new Date(now).toISOString()} was not stored in the data directory ${this.options.directory}: ${reason}. All acknowledged changes are stored; the next simulator begins at the time of the last one.`,
      { cause },
    );
  }

  private read(table: AnyTable, at: AccountRegion, key: Key): unknown {
    try {
      return table.row.decode(this.database.rowsOf(table).get(at, key), this.blobs);
    } catch (error) {
      throw StorageError.unreadable(this.options.directory, error);
    }
  }

  private writeRow(change: Change): void {
    const { table, key, row } = change;
    const rows = this.database.rowsOf(table);
    const used: string[] = [];
    if (row === undefined) rows.remove(change, key);
    else {
      const blobs = this.blobs;
      const json = table.row.encode(row, {
        load: (id) => blobs.load(id),
        save(blob) {
          const id = blobs.save(blob);
          used.push(id);
          return id;
        },
      });
      rows.put(change, key, json);
    }
    this.blobs.use(change, used);
  }

  private setMoment({ now, ids }: Moment): void {
    this.database.set("now", now);
    this.database.set("ids", ids);
  }
}
