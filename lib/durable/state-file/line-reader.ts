import { closeSync, openSync, readSync } from "node:fs";

/** Number of bytes per read. */
const PIECE = 1024 * 1024;
const LINE_FEED = 0x0a;

/** The lines of a file, one at a time. Text after the last line feed is a line as well. */
export function* linesOf(file: string): Generator<string> {
  const descriptor = openSync(file, "r");
  try {
    // Pieces of a line whose end has not been read.
    let begun: Uint8Array[] = [];
    for (;;) {
      const piece = Buffer.allocUnsafe(PIECE);
      const length = readSync(descriptor, piece, 0, PIECE, null);
      if (length === 0) break;
      let start = 0;
      for (;;) {
        const end = piece.subarray(0, length).indexOf(LINE_FEED, start);
        if (end < 0) break;
        begun.push(piece.subarray(start, end));
        yield Buffer.concat(begun).toString("utf8");
        begun = [];
        start = end + 1;
      }
      if (start < length) begun.push(piece.subarray(start, length));
    }
    if (begun.length > 0) yield Buffer.concat(begun).toString("utf8");
  } finally {
    closeSync(descriptor);
  }
}
