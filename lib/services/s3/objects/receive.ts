import { Blob } from "../../../wire/blob.js";
import type { StreamingBody } from "../../../wire/streaming-body.js";
import {
  type ChecksumAlgorithm,
  checksumOfBytes,
  createHasher,
  type Hasher,
  md5Of,
} from "../checksums/algorithms.js";

/** A body that was read to its end. */
export interface Received {
  readonly content: Blob;
  /** In hexadecimal digits. */
  readonly md5: string;
  /** Of the algorithm that was asked for. */
  readonly checksum: Buffer;
}

/** Reads a body once, keeping its bytes and hashing them on the way. Small bodies are here at once. */
export function receive(
  body: StreamingBody | undefined,
  algorithm: ChecksumAlgorithm,
): Received | Promise<Received> {
  if (body && !body.whole) return new Reception(algorithm).all(body);
  const bytes = body?.whole ?? NOTHING;
  return {
    content: Blob.of([bytes]),
    md5: md5Of(bytes),
    checksum: checksumOfBytes(algorithm, bytes),
  };
}

const NOTHING = new Uint8Array(0);

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
      md5: this.md5.digest().toString("hex"),
      checksum: this.checksum.digest(),
    };
  }
}
