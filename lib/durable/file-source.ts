import type { FileSystem } from "./file-system.js";
import type { ByteReader } from "./stored-source.js";

/** Number of bytes per read. */
const PIECE = 256 * 1024;

/** The bytes of a file. The file is open only during a read. */
export class FileSource implements ByteReader {
  constructor(
    private readonly fs: FileSystem,
    private readonly path: string,
  ) {}

  *read(start: number, end: number): Generator<Uint8Array> {
    const { fs } = this;
    const descriptor = fs.openSync(this.path, "r");
    try {
      for (let from = start; from < end; from += PIECE)
        yield this.piece(descriptor, from, Math.min(from + PIECE, end));
    } finally {
      fs.closeSync(descriptor);
    }
  }

  whole(start: number, end: number): Uint8Array | undefined {
    if (end - start > PIECE) return undefined;
    const [piece] = this.read(start, end);
    return piece ?? new Uint8Array(0);
  }

  private piece(descriptor: number, start: number, end: number): Uint8Array {
    // Not pooled: the caller may keep it.
    const piece = Buffer.allocUnsafeSlow(end - start);
    for (let filled = 0; filled < piece.length; ) {
      const read = this.fs.readSync(descriptor, piece, filled, piece.length - filled, start + filled);
      if (read === 0)
        throw new Error(
          `The file ${this.path} is shorter than it was written. Something else has changed it: the data directory belongs to the simulator.`,
        );
      filled += read;
    }
    return piece;
  }
}
