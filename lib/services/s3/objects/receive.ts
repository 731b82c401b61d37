import { Blob } from "../../../core/blob.js";
import type { StreamingBody } from "../../../core/streaming.js";
import { type ChecksumAlgorithm, createHasher, type Hasher } from "../checksums/algorithms.js";

/** A body that was read to its end. */
export interface Received {
  readonly content: Blob;
  readonly md5: Buffer;
  /** Of the algorithm that was asked for. */
  readonly checksum: Buffer;
}

/** Reads a body once, keeping its bytes and hashing them on the way. Small bodies are here at once. */
export function receive(
  body: StreamingBody | undefined,
  algorithm: ChecksumAlgorithm,
): Received | Promise<Received> {
  const reception = new Reception(algorithm);
  if (body === undefined) return reception.end();
  if (body.whole === undefined) return reception.all(body);
  reception.take(body.whole);
  return reception.end();
}

class Reception {
  private readonly pieces: Uint8Array[] = [];
  private readonly md5 = createHasher("MD5");
  private readonly checksum: Hasher;

  constructor(algorithm: ChecksumAlgorithm) {
    this.checksum = createHasher(algorithm);
  }

  async all(body: AsyncIterable<Uint8Array>): Promise<Received> {
    for await (const piece of body) this.take(piece);
    return this.end();
  }

  take(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.md5.update(piece);
    this.checksum.update(piece);
  }

  end(): Received {
    return {
      content: Blob.of(this.pieces),
      md5: this.md5.digest(),
      checksum: this.checksum.digest(),
    };
  }
}
