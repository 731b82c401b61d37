import { createHash, hash } from "node:crypto";
import { crc32 } from "node:zlib";
import { crc32c } from "./crc32c.js";
import { crc64Nvme } from "./crc64-nvme.js";

/** The checksum algorithms of uploads. */
export const ALGORITHMS = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;

export type ChecksumAlgorithm = (typeof ALGORITHMS)[number];

/** Computes a checksum of bytes in pieces. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** CRCs are big-endian. */
  digest(): Buffer;
}

/**
 * Creates a hasher.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export function createHasher(algorithm: ChecksumAlgorithm | "MD5"): Hasher {
  switch (algorithm) {
    case "CRC32":
      return new Crc32Hasher(crc32);
    case "CRC32C":
      return new Crc32Hasher(crc32c);
    case "CRC64NVME":
      return new Crc64Hasher();
    case "MD5":
    case "SHA1":
    case "SHA256":
      return createHash(algorithm.toLowerCase());
  }
}

/** The checksum of buffered bytes: for few bytes, a third of the cost of a hasher. */
export function checksumOfBytes(algorithm: ChecksumAlgorithm, bytes: Uint8Array): Buffer {
  if (algorithm.startsWith("CRC")) return checksumOf(algorithm, [bytes]);
  return hash(algorithm.toLowerCase(), bytes, "buffer");
}

/** The MD5 of buffered bytes, in the hexadecimal form of ETags. */
export function md5Of(bytes: Uint8Array): string {
  return hash("md5", bytes, "hex");
}

/** The checksum of buffered pieces. */
export function checksumOf(algorithm: ChecksumAlgorithm | "MD5", pieces: Iterable<Uint8Array>): Buffer {
  const hasher = createHasher(algorithm);
  for (const piece of pieces) hasher.update(piece);
  return hasher.digest();
}

class Crc32Hasher implements Hasher {
  private crc = 0;

  constructor(private readonly next: (bytes: Uint8Array, before: number) => number) {}

  update(bytes: Uint8Array): void {
    this.crc = this.next(bytes, this.crc);
  }

  digest(): Buffer {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeUInt32BE(this.crc);
    return bytes;
  }
}

class Crc64Hasher implements Hasher {
  private crc = { high: 0, low: 0 };

  update(bytes: Uint8Array): void {
    this.crc = crc64Nvme(bytes, this.crc);
  }

  digest(): Buffer {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeInt32BE(this.crc.high, 0);
    bytes.writeInt32BE(this.crc.low, 4);
    return bytes;
  }
}
