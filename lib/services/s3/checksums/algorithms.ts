import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { crc32c } from "./crc32c.js";
import { crc64Nvme } from "./crc64-nvme.js";

/** The algorithms that S3 checks uploads by. */
export const ALGORITHMS = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;

export type ChecksumAlgorithm = (typeof ALGORITHMS)[number];

/** Takes bytes in pieces, and gives their checksum at the end. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

/** Starts a checksum. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export function createHasher(algorithm: ChecksumAlgorithm | "MD5"): Hasher {
  switch (algorithm) {
    case "CRC32":
      return new Crc(4, (bytes, crc) => BigInt(crc32(bytes, Number(crc))));
    case "CRC32C":
      return new Crc(4, (bytes, crc) => BigInt(crc32c(bytes, Number(crc))));
    case "CRC64NVME":
      return new Crc(8, crc64Nvme);
    case "MD5":
    case "SHA1":
    case "SHA256":
      return new Digest(algorithm.toLowerCase());
  }
}

class Digest implements Hasher {
  private readonly hash;

  constructor(name: string) {
    this.hash = createHash(name);
  }

  update(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }

  digest(): Buffer {
    return this.hash.digest();
  }
}

/** A running CRC, given big-endian. */
class Crc implements Hasher {
  private crc = 0n;

  constructor(
    private readonly size: 4 | 8,
    private readonly next: (bytes: Uint8Array, crc: bigint) => bigint,
  ) {}

  update(bytes: Uint8Array): void {
    this.crc = this.next(bytes, this.crc);
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(this.size);
    if (this.size === 4) bytes.writeUInt32BE(Number(this.crc));
    else bytes.writeBigUInt64BE(this.crc);
    return bytes;
  }
}
