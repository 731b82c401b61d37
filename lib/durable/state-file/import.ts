import type { BlobWriters } from "../../runtime/blobs.js";
import type { AnyTable } from "../../runtime/store/store.js";
import { versionFlaw } from "../table-versions.js";
import type { Moment, PlacedRow } from "./export.js";
import type { Header, RowLine } from "./format.js";
import { ImportedBlobs } from "./imported-blobs.js";
import { linesOf } from "./line-reader.js";
import { parsedHeader, parsedLine } from "./parsed-lines.js";

/** A row that was read. */
export interface ImportedRow extends PlacedRow {
  readonly table: AnyTable;
}

/** The target of the rows of a file. */
export interface ImportTarget {
  /** All tables of the simulator. */
  readonly tables: readonly AnyTable[];
  /** The writers for the bytes of objects. */
  readonly blobs: BlobWriters;
  put(row: ImportedRow): void;
}

/**
 * Reads the state from a file that {@link exportState} has written.
 *
 * @returns the time and the state of the id generator.
 * @throws Error with the file name and a remedy if its version differs, or it is damaged or incomplete. Some
 * rows may have been added.
 */
export function importState(file: string, target: ImportTarget): Moment {
  const lines = linesOf(file);
  const blobs = new ImportedBlobs(target.blobs);
  try {
    const header = parsedHeader(lines.next().value);
    new Import(header, target, blobs).readAll(lines);
    return { now: Date.parse(header.now), ids: header.ids };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The state in ${file} cannot be used: ${reason}.`, { cause: error });
  } finally {
    blobs.discard();
    lines.return(undefined);
  }
}

class Import {
  private readonly tables: ReadonlyMap<string, { readonly table: AnyTable; readonly version: number }>;
  private rows = 0;

  /** @throws Error for rows that this simulator cannot read. */
  constructor(
    header: Header,
    private readonly target: ImportTarget,
    private readonly blobs: ImportedBlobs,
  ) {
    const known = new Map(target.tables.map((table) => [table.name, table]));
    this.tables = new Map(
      Object.entries(header.tables).map(([name, version]) => {
        const table = known.get(name);
        const flaw = versionFlaw(table, version);
        if (!table || flaw)
          throw new Error(
            `it has version ${version} of the table ${name}, and ${flaw}. Use version ${header.version} of aws-sim, which wrote it, or export the state again`,
          );
        return [name, { table, version }];
      }),
    );
  }

  readAll(lines: Iterable<string>): void {
    let number = 1;
    let whole = false;
    for (const text of lines) {
      number++;
      try {
        if (whole) throw new Error("it is behind the end");
        whole = this.readLine(text);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`line ${number} is damaged, ${reason}. ${MEND}`, { cause: error });
      }
    }
    if (!whole) throw new Error(`it ends after line ${number}, before its end. ${MEND}`);
  }

  /** Returns whether it is the last line. */
  private readLine(text: string): boolean {
    const line = parsedLine(text);
    if (line.kind === "row") this.readRow(line.row);
    if (line.kind === "blob") this.blobs.add(line.blob.blob, line.blob.bytes);
    if (line.kind !== "end") return false;
    const { rows, blobs } = line.end;
    if (rows !== this.rows || blobs !== this.blobs.size)
      throw new Error(
        `it promises ${rows} rows and ${blobs} blobs, where there were ${this.rows} and ${this.blobs.size}`,
      );
    return true;
  }

  private readRow({ table: name, account, region, key, row }: RowLine): void {
    const found = this.tables.get(name);
    if (!found) throw new Error(`the first line lacks its table ${name}`);
    const { table, version } = found;
    const json = version === table.version ? row : (table.migrate?.(row, version) ?? row);
    this.target.put({ table, account, region, key, row: table.row.decode(json, this.blobs) });
    this.rows++;
  }
}

const MEND = "Copy the file again, or export the state again";
