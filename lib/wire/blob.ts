/**
 * Size in bytes below which a blob in memory is copied to one compact piece; larger blobs keep the pieces as
 * received.
 */
const COMPACT_BELOW = 64 * 1024;

/** Memory or a file that contains bytes. Blobs that share it refer to the same object. */
export interface ByteStorage {
  readonly place: object;
  /** Total size. */
  readonly bytes: number;
}

/** The location of the bytes of a blob. */
export interface ByteSource {
  /** The bytes from `start` (inclusive) to `end` (exclusive) in pieces, each read on demand. */
  read(start: number, end: number): Iterable<Uint8Array>;
  /** These bytes if they are one piece, or small enough to read in one call. */
  whole(start: number, end: number): Uint8Array | undefined;
  /** The storage that the bytes occupy. */
  storage(): Iterable<ByteStorage>;
}

/**
 * Immutable bytes. Rows refer to blobs as to any other value; a blob in memory is freed when no row, snapshot
 * or reader refers to it.
 */
export class Blob {
  static readonly empty = new Blob(0, { read: () => [], whole: () => new Uint8Array(0), storage: () => [] });

  private constructor(
    readonly size: number,
    private source: ByteSource,
  ) {}

  /** Takes ownership of the pieces, which must not be written to. */
  static of(pieces: readonly Uint8Array[]): Blob {
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (size === 0) return Blob.empty;
    if (size >= COMPACT_BELOW || (pieces.length === 1 && pieces.every(isAlone)))
      return new Blob(size, new Pieces(pieces));
    return new Blob(size, new Pieces([Buffer.concat(pieces, size)]));
  }

  /** Bytes stored elsewhere, such as in a file. */
  static at(source: ByteSource, size: number): Blob {
    return new Blob(size, source);
  }

  /** Joins blobs without copying their bytes. */
  static join(blobs: readonly Blob[]): Blob {
    const size = blobs.reduce((sum, blob) => sum + blob.size, 0);
    return new Blob(size, new Joined(blobs));
  }

  /** The current location of its bytes. */
  get location(): ByteSource {
    return this.source;
  }

  /** Changes the location to a copy of the bytes; those in memory are freed. */
  moveTo(source: ByteSource): void {
    this.source = source;
  }

  /** The bytes from `start` (inclusive) to `end` (exclusive), in pieces. */
  read(start = 0, end = this.size): Iterable<Uint8Array> {
    return this.source.read(Math.max(start, 0), Math.min(end, this.size));
  }

  /** As {@link read}, if these bytes are one piece, or small enough to read in one call. */
  whole(start = 0, end = this.size): Uint8Array | undefined {
    return this.source.whole(Math.max(start, 0), Math.min(end, this.size));
  }

  /** The memory and files that contain its bytes; nothing is read. */
  storage(): Iterable<ByteStorage> {
    return this.source.storage();
  }

  /** A part of the blob, which shares its bytes. */
  slice(start: number, end: number): Blob {
    if (start <= 0 && end >= this.size) return this;
    const from = Math.max(start, 0);
    return new Blob(Math.max(Math.min(end, this.size) - from, 0), new Part(this, from));
  }

  /** A copy of all bytes in one piece. */
  bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat([...this.read()], this.size));
  }
}

/** Bytes in memory, in pieces as received. */
class Pieces implements ByteSource {
  constructor(private readonly pieces: readonly Uint8Array[]) {}

  read(start: number, end: number): readonly Uint8Array[] {
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

  whole(start: number, end: number): Uint8Array | undefined {
    const pieces = this.read(start, end);
    return pieces.length === 1 ? pieces[0] : undefined;
  }

  storage(): readonly ByteStorage[] {
    return this.pieces.map(({ buffer }) => ({ place: buffer, bytes: buffer.byteLength }));
  }
}

/** The bytes of several blobs, one after the other. */
class Joined implements ByteSource {
  constructor(private readonly blobs: readonly Blob[]) {}

  *read(start: number, end: number): Generator<Uint8Array> {
    let offset = 0;
    for (const blob of this.blobs) {
      if (offset >= end) return;
      if (offset + blob.size > start) yield* blob.read(start - offset, end - offset);
      offset += blob.size;
    }
  }

  whole(start: number, end: number): Uint8Array | undefined {
    let offset = 0;
    for (const blob of this.blobs) {
      if (offset <= start && end <= offset + blob.size) return blob.whole(start - offset, end - offset);
      offset += blob.size;
    }
    return undefined;
  }

  *storage(): Generator<ByteStorage> {
    for (const blob of this.blobs) yield* blob.storage();
  }
}

/** Some of the bytes of a blob. */
class Part implements ByteSource {
  constructor(
    private readonly blob: Blob,
    private readonly offset: number,
  ) {}

  read(start: number, end: number): Iterable<Uint8Array> {
    return this.blob.read(this.offset + start, this.offset + end);
  }

  whole(start: number, end: number): Uint8Array | undefined {
    return this.blob.whole(this.offset + start, this.offset + end);
  }

  storage(): Iterable<ByteStorage> {
    return this.blob.storage();
  }
}

/** Whether the piece uses all of its buffer. A view of a part would keep the whole buffer alive. */
function isAlone(piece: Uint8Array): boolean {
  return piece.byteLength === piece.buffer.byteLength;
}
