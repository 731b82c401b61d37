import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALGORITHMS, checksumOf, createHasher } from "../../../../lib/services/s3/checksums/algorithms.js";
import { combineCrcs } from "../../../../lib/services/s3/checksums/combine.js";

const CRCS = ["CRC32", "CRC32C", "CRC64NVME"] as const;

describe("known answers", () => {
  const digits = Buffer.from("123456789");
  test.each([
    ["CRC32", "cbf43926"],
    ["CRC32C", "e3069283"],
    ["CRC64NVME", "ae8b14860a799888"],
    ["SHA1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441"],
    ["SHA256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"],
    ["MD5", "25f9e794323b453885f5181f1b624d0b"],
  ] as const)("%s of 123456789", (algorithm, hex) => {
    expect(checksumOf(algorithm, [digits]).toString("hex")).toBe(hex);
  });

  test.each([
    ["CRC32C of 32 zeros", "CRC32C", new Uint8Array(32), "8a9136aa"],
    ["CRC32C of 32 bytes of ones", "CRC32C", new Uint8Array(32).fill(255), "62a8ab43"],
    ["CRC64NVME of 4096 zeros", "CRC64NVME", new Uint8Array(4096), "6482d367eb22b64e"],
    ["CRC64NVME of 4096 bytes of ones", "CRC64NVME", new Uint8Array(4096).fill(255), "c0ddba7302eca3ac"],
  ] as const)("%s", (_, algorithm, bytes, hex) => {
    expect(checksumOf(algorithm, [bytes]).toString("hex")).toBe(hex);
  });

  test("nothing at all", () => {
    expect(ALGORITHMS.map((algorithm) => checksumOf(algorithm, []).toString("base64"))).toEqual([
      "AAAAAA==",
      "AAAAAA==",
      "AAAAAAAAAAA=",
      createHash("sha1").digest("base64"),
      createHash("sha256").digest("base64"),
    ]);
  });
});

/** Bit by bit, by the definition of a reflected CRC. */
function slowly(bytes: Uint8Array, polynomial: bigint, bits: number): string {
  const ones = (1n << BigInt(bits)) - 1n;
  let crc = ones;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1n) === 1n ? (crc >> 1n) ^ polynomial : crc >> 1n;
  }
  return (crc ^ ones).toString(16).padStart(bits / 4, "0");
}

describe("laws", () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 6 });

  test("a checksum does not depend on the pieces that the bytes come in", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALGORITHMS, "MD5" as const), pieces, (algorithm, parts) => {
        const hasher = createHasher(algorithm);
        for (const part of parts) hasher.update(part);
        expect(hasher.digest()).toEqual(checksumOf(algorithm, [Buffer.concat(parts)]));
      }),
    );
  });

  test("the fast CRCs are those of the definition, at any alignment", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat(7), (bytes, skip) => {
        const view = bytes.subarray(Math.min(skip, bytes.length));
        expect(checksumOf("CRC32", [view]).toString("hex")).toBe(crc32(view).toString(16).padStart(8, "0"));
        expect(checksumOf("CRC32C", [view]).toString("hex")).toBe(slowly(view, 0x82f63b78n, 32));
        expect(checksumOf("CRC64NVME", [view]).toString("hex")).toBe(slowly(view, 0x9a6c9329ac4bc9b5n, 64));
      }),
    );
  });

  test("the CRC of a whole follows from those of its parts", () => {
    fc.assert(
      fc.property(fc.constantFrom(...CRCS), pieces, (algorithm, parts) => {
        const checked = parts.map((part) => ({
          checksum: checksumOf(algorithm, [part]),
          size: part.length,
        }));
        expect(combineCrcs(algorithm, checked)).toEqual(checksumOf(algorithm, parts));
      }),
    );
  });
});
