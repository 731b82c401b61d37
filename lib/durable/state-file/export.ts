import type { Sfc32State } from "../../runtime/ids.js";
import type { AccountRegion, AnyTable, Key } from "../../runtime/store/store.js";
import { ExportedBlobs, FoundBlobs } from "./exported-blobs.js";
import { type EndLine, FORMAT, type Header, KIND, type RowLine } from "./format.js";
import { LineWriter } from "./line-writer.js";

/** A row of a table and its place. */
export interface PlacedRow extends AccountRegion {
  readonly key: Key;
  readonly row: unknown;
}

/** The time and the state of the id generator. */
export interface Moment {
  /** In milliseconds since the epoch. */
  readonly now: number;
  readonly ids: Sfc32State;
}

/** The state at one time that is written to a file. */
export interface State extends Moment {
  /** The tables with rows. */
  readonly tables: readonly AnyTable[];
  /** The rows of a table, in pages. Each page is read in its own turn of the event loop. */
  pagesOf(table: AnyTable): Iterable<readonly PlacedRow[]>;
  /** Called before the first page, and after each page and each slice of a blob. @throws Error if the state no longer exists. */
  pause(): Promise<void>;
}

/**
 * Writes a state to a file, which is renamed when it is complete. Requests are served at the same time. One piece of the
 * objects' bytes at a time is in memory.
 *
 * @param version of aws-sim.
 * @throws Error with the file name, if it cannot be written.
 */
export async function exportState(state: State, file: string, version: string): Promise<void> {
  try {
    await write(state, file, version);
  } catch (error) {
    if (!isOfFileSystem(error)) throw error;
    throw new Error(
      `The state cannot be written to ${file}: ${error.message}. Use another file, or make room.`,
      { cause: error },
    );
  }
}

async function write(state: State, file: string, version: string): Promise<void> {
  const { tables, now, ids } = state;
  const writer = new LineWriter(file);
  try {
    const inOrder = [...tables].sort(byName);
    const header: Header = {
      file: KIND,
      format: FORMAT,
      version,
      now: new Date(now).toISOString(),
      ids,
      tables: Object.fromEntries(inOrder.map((table) => [table.name, table.version])),
    };
    writer.write(header);
    await state.pause();
    const blobs = new ExportedBlobs(writer, () => state.pause());
    let rows = 0;
    for (const table of inOrder)
      for (const page of state.pagesOf(table)) {
        rows += page.length;
        for (const placed of page) await writeRow(table, placed, writer, blobs);
        await state.pause();
      }
    const end: EndLine = { end: { rows, blobs: blobs.written } };
    writer.write(end);
    writer.finish();
  } catch (error) {
    writer.discard();
    throw error;
  }
}

/** Each blob is written before the first row that refers to it. */
async function writeRow(
  table: AnyTable,
  { account, region, key, row: decoded }: PlacedRow,
  writer: LineWriter,
  blobs: ExportedBlobs,
): Promise<void> {
  const found = new FoundBlobs();
  let row = table.row.encode(decoded, found);
  if (found.blobs.length > 0) {
    await blobs.write(found.blobs);
    row = table.row.encode(decoded, blobs);
  }
  const line: RowLine = { table: table.name, account, region, key, row };
  writer.write(line);
}

function byName(a: AnyTable, b: AnyTable): number {
  return a.name < b.name ? -1 : 1;
}

function isOfFileSystem(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error;
}
