import type { Sfc32State } from "../../runtime/ids.js";
import type { Json } from "../../runtime/store/codec.js";
import type { AccountRegion, Key } from "../../runtime/store/store.js";
import type { BlobId } from "../blob-id.js";

/** The format of the lines. The formats of the rows are in {@link Header.tables}. */
export const FORMAT = 1;

/** Bytes of a blob per line: a multiple of three, so that only the last line is padded. */
export const PIECE = 192 * 1024;

/** The first line. */
export interface Header {
  readonly file: typeof KIND;
  readonly format: number;
  /** The version of aws-sim that wrote it. */
  readonly version: string;
  /** Simulated time, in ISO 8601. */
  readonly now: string;
  /** The state of the id generator. */
  readonly ids: Sfc32State;
  /** The tables that have rows, with the versions of the rows. */
  readonly tables: Readonly<Record<string, number>>;
}

/** The value of {@link Header.file}, which identifies such a file. */
export const KIND = "aws-sim state";

/** Bytes of a blob, before the first row that refers to it. A large blob has several consecutive lines. */
export interface BlobLine {
  readonly blob: BlobId;
  /** In base64. */
  readonly bytes: string;
}

export interface RowLine extends AccountRegion {
  readonly table: string;
  readonly key: Key;
  readonly row: Json;
}

/** The last line. A file without it is incomplete. */
export interface EndLine {
  readonly end: { readonly rows: number; readonly blobs: number };
}
