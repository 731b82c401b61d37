import { accessSync, constants } from "node:fs";
import type { Simulation } from "../runtime/context.js";
import type { AnyTable } from "../runtime/store/store.js";
import { createDirectory } from "../shared/directories.js";
import { DirectoryLock } from "./lock.js";
import { loadSqlite, type OpenSqlite } from "./sqlite.js";
import { exportState, type Moment, type PlacedRow } from "./state-file/export.js";
import type { StoredBlobs } from "./stored-blobs.js";
import { StoredState, type StoredStateOptions } from "./stored-state.js";

/** The engine and file system of a data directory. */
export interface Storage extends Pick<StoredStateOptions, "files"> {
  /** Default: the first available engine. */
  readonly sqlite?: OpenSqlite;
}

/** The parameters of {@link DataDirectory.open}. */
export interface DataDirectoryOptions extends StoredStateOptions, Storage {}

/** The SQLite file in a data directory. */
export const STATE_FILE = "state.sqlite";

/**
 * A directory that stores the state of a simulator. Each transaction of the store is one transaction of the
 * directory, which is committed before the result is used: acknowledged changes survive the end of the
 * process, even a crash.
 */
export class DataDirectory {
  /**
   * Returns the current time and the state of the id generator; `undefined` while no simulation is attached.
   */
  private moment: (() => Moment) | undefined;

  private constructor(
    private readonly directory: string,
    private readonly lock: DirectoryLock,
    private readonly state: StoredState,
  ) {}

  /**
   * Opens a directory, and creates it if it does not exist.
   *
   * @throws Error when another process has it, it is of another version, or cannot be read or written to.
   */
  static async open(options: DataDirectoryOptions): Promise<DataDirectory> {
    const { directory, sqlite = await loadSqlite() } = options;
    return usable(directory, () => {
      createDirectory(directory);
      // SQLite does not report why it cannot open a file.
      accessSync(directory, constants.W_OK);
      const lock = DirectoryLock.take(directory, sqlite);
      try {
        return new DataDirectory(directory, lock, StoredState.open(options, sqlite, STATE_FILE));
      } catch (error) {
        lock.release();
        throw error;
      }
    });
  }

  get blobs(): StoredBlobs {
    return this.state.blobs;
  }

  /** Loads the directory's state into an empty simulation, and stores all later changes. */
  attach({ store, scheduler, clock, ids, settings }: Simulation): void {
    const { state } = this;
    usable(this.directory, () => {
      this.lock.sign({ pid: process.pid, url: settings.url });
      const before = state.moment();
      if (before.now !== undefined) clock.restore(before.now);
      if (before.ids !== undefined) ids.restore(before.ids);
      state.fill(store);
      // Reads all timers: later they are needed where no request can report that they cannot be read.
      scheduler.nextAt();
    });
    const moment = () => ({ now: clock.now(), ids: ids.snapshot() });
    this.moment = moment;
    store.onCommit((changes) => state.write(changes, moment()));
    clock.onMoved = () => state.writeMoment(moment());
    state.writeMoment(moment());
  }

  /**
   * Writes the state to a file, while no simulation is attached.
   *
   * @param version of aws-sim.
   * @throws Error with the file name if it cannot be written, or with the directory if it contains no state.
   */
  async export(file: string, version: string): Promise<void> {
    const { state } = this;
    const { now, ids } = state.moment();
    if (now === undefined || ids === undefined) throw new Error("No simulator has used the directory yet.");
    const tables = state.tables.filter((table) => !state.rowsOf(table).next().done);
    const pagesOf = (table: AnyTable) => pages(state.rowsOf(table));
    await exportState({ now, ids, tables, pagesOf, pause: () => Promise.resolve() }, file, version);
  }

  /** @throws Error if the time cannot be stored; the directory is released then, too. */
  close(): void {
    try {
      this.state.close(this.moment?.());
    } finally {
      this.lock.release();
    }
  }
}

/** Nothing else uses the directory: a page is as good as another. */
function* pages(rows: Iterable<PlacedRow>): Generator<readonly PlacedRow[]> {
  for (const row of rows) yield [row];
}

/** Adds the directory to what the file system and SQLite throw, whose errors have a code. */
export function usable<Result>(directory: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new Error(
      `The data directory ${directory} cannot be used: ${error.message}. Mend it, or give another directory.`,
      { cause: error },
    );
  }
}
