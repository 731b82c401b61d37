/** Bytes below which a blob is one piece that keeps no large buffer alive; from there on, it is the pieces that came. */
const COMPACT_BELOW = 64 * 1024;

/**
 * Bytes that never change, kept in the pieces in which they came. Rows refer
 * to blobs as they do to any other value: a blob that no row, snapshot or
 * reader refers to any more is gone.
 */
export class Blob {
  private constructor(
    private readonly pieces: readonly Uint8Array[],
    readonly size: number,
  ) {}

  static readonly empty = new Blob([], 0);

  /** Takes pieces that nobody else will write to. */
  static of(pieces: readonly Uint8Array[]): Blob {
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (size === 0) return Blob.empty;
    if (size >= COMPACT_BELOW || (pieces.length === 1 && pieces.every(isAlone)))
      return new Blob(pieces, size);
    return new Blob([Buffer.concat(pieces, size)], size);
  }

  /** One blob of several, without copying their bytes. */
  static join(blobs: readonly Blob[]): Blob {
    return Blob.of(blobs.flatMap(({ pieces }) => pieces));
  }

  /** The bytes from `start` (included) to `end` (excluded), piece by piece. */
  read(start = 0, end = this.size): readonly Uint8Array[] {
    if (start <= 0 && end >= this.size) return this.pieces;
    const read: Uint8Array[] = [];
    let offset = 0;
    for (const piece of this.pieces) {
      if (offset >= end) break;
      const from = Math.max(start - offset, 0);
      const to = Math.min(end - offset, piece.length);
      if (from < to) read.push(from === 0 && to === piece.length ? piece : piece.subarray(from, to));
      offset += piece.length;
    }
    return read;
  }

  /** A part of it as a blob of its own, which shares its memory. */
  slice(start: number, end: number): Blob {
    return start <= 0 && end >= this.size ? this : Blob.of(this.read(start, end));
  }

  /** A copy of all bytes in one piece. */
  bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.pieces, this.size));
  }
}

/** Whether nothing else is in its memory; a view of more would keep all of that alive. */
function isAlone(piece: Uint8Array): boolean {
  return piece.byteLength === piece.buffer.byteLength;
}
