import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createDirectory } from "../shared/directories.js";
import { type DataDirectoryOptions, STATE_FILE, usable } from "./data-directory.js";
import { MACHINE_FILES, synchronizeDirectory } from "./file-system.js";
import { DirectoryLock } from "./lock.js";
import { loadSqlite, type OpenSqlite } from "./sqlite.js";
import type { Moment } from "./state-file/export.js";
import { type ImportedRow, importState } from "./state-file/import.js";
import { StoredState } from "./stored-state.js";

/** The name of the SQLite file until it is complete. A directory contains state after the file is renamed. */
const UNFINISHED = "import.sqlite";

/** Rows per transaction, which limits memory. */
const BATCH = 100;

/** Whether a directory contains state. */
export function hasState(directory: string): boolean {
  return existsSync(join(directory, STATE_FILE));
}

/**
 * Creates a data directory from a file. If that fails or the process ends, the directory contains no state.
 *
 * @throws Error if the directory already contains state, another process uses it, or the file is invalid.
 */
export async function importDirectory(options: DataDirectoryOptions, file: string): Promise<void> {
  const { directory, sqlite = await loadSqlite() } = options;
  usable(directory, () => createDirectory(directory));
  const lock = DirectoryLock.take(directory, sqlite);
  try {
    if (hasState(directory))
      throw new Error(
        `The data directory ${directory} already contains state. Use another directory, or remove this one first.`,
      );
    remove(directory);
    fill(options, sqlite, file);
    renameSync(join(directory, UNFINISHED), join(directory, STATE_FILE));
    if (options.durability === "disk") synchronizeDirectory(MACHINE_FILES, directory);
  } catch (error) {
    remove(directory);
    throw error;
  } finally {
    lock.release();
  }
}

function fill(options: DataDirectoryOptions, sqlite: OpenSqlite, file: string): void {
  const state = StoredState.open(options, sqlite, UNFINISHED);
  try {
    let batch: ImportedRow[] = [];
    // Until everything is read.
    const unknown: Moment = { now: 0, ids: [0, 0, 0, 0] };
    const moment = importState(file, {
      tables: options.tables,
      blobs: state.blobs,
      put(row) {
        batch.push(row);
        if (batch.length < BATCH) return;
        state.write(batch, unknown);
        batch = [];
      },
    });
    state.write(batch, moment);
  } finally {
    state.close();
  }
}

function remove(directory: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(join(directory, UNFINISHED + suffix), { force: true });
}
