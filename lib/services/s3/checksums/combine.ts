import type { ChecksumAlgorithm } from "./algorithms.js";
import { CRC32C_POLYNOMIAL } from "./crc32c.js";
import { CRC64_NVME_POLYNOMIAL } from "./crc64-nvme.js";

/** The size of a piece and its CRC, big-endian. */
export interface Checked {
  readonly checksum: Buffer;
  readonly size: number;
}

/** The algorithms whose checksum of a whole can be computed from those of its parts. */
export type CrcAlgorithm = Extract<ChecksumAlgorithm, `CRC${string}`>;

/** Reflected, as all of S3's are. */
const POLYNOMIALS: Readonly<Record<CrcAlgorithm, bigint>> = {
  CRC32: 0xedb88320n,
  CRC32C: BigInt(CRC32C_POLYNOMIAL),
  CRC64NVME: CRC64_NVME_POLYNOMIAL,
};

export function isCrc(algorithm: ChecksumAlgorithm): algorithm is CrcAlgorithm {
  return algorithm in POLYNOMIALS;
}

/**
 * The CRC of consecutive pieces, without reading their bytes.
 *
 * A CRC is a polynomial over GF(2) modulo that of its algorithm; each following byte multiplies it by x^8. So
 * the CRC of "ab" is that of a times x^(8|b|), plus that of b.
 */
export function combineCrcs(algorithm: CrcAlgorithm, stretches: Iterable<Checked>): Buffer {
  const size = algorithm === "CRC64NVME" ? 8 : 4;
  const ring = new Ring(POLYNOMIALS[algorithm], BigInt(8 * size));
  let crc = 0n;
  for (const { checksum, size } of stretches) {
    crc = ring.multiply(crc, ring.powerOfX(8 * size)) ^ BigInt(`0x${checksum.toString("hex")}`);
  }
  return Buffer.from(crc.toString(16).padStart(2 * size, "0"), "hex");
}

/** Polynomials modulo one of `bits` bits. The highest bit is the coefficient of x^0. */
class Ring {
  private readonly one: bigint;
  /** The parts of an object mostly have the same size. */
  private readonly powers = new Map<number, bigint>();

  constructor(
    private readonly modulus: bigint,
    bits: bigint,
  ) {
    this.one = 1n << (bits - 1n);
  }

  multiply(a: bigint, b: bigint): bigint {
    let product = 0n;
    let shifted = b;
    for (let bit = this.one; bit !== 0n; bit >>= 1n) {
      if ((a & bit) !== 0n) product ^= shifted;
      shifted = (shifted & 1n) === 0n ? shifted >> 1n : (shifted >> 1n) ^ this.modulus;
    }
    return product;
  }

  powerOfX(exponent: number): bigint {
    const known = this.powers.get(exponent);
    if (known !== undefined) return known;
    let power = this.one;
    let square = this.one >> 1n;
    for (let rest = BigInt(exponent); rest !== 0n; rest >>= 1n) {
      if ((rest & 1n) !== 0n) power = this.multiply(power, square);
      square = this.multiply(square, square);
    }
    this.powers.set(exponent, power);
    return power;
  }
}
