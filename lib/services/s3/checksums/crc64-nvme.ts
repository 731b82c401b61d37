import { lazyConstant } from "./lazy-constant.js";

/** The polynomial of NVM Express (0xAD93D23594C93659), reflected. */
export const CRC64_NVME_POLYNOMIAL = 0x9a6c9329ac4bc9b5n;

/** A 64-bit CRC in 32-bit halves, which JavaScript represents as numbers. */
export interface Crc64 {
  readonly high: number;
  readonly low: number;
}

/** The CRC of no bytes. */
const NONE: Crc64 = { high: 0, low: 0 };

/** Eight tables in one, as for CRC-32C. */
const tables = lazyConstant(() => {
  const high = new Int32Array(8 * 256);
  const low = new Int32Array(8 * 256);
  for (let i = 0; i < low.length; i++) {
    if (i < 256) {
      const crc = ofByte(i);
      high[i] = Number(crc >> 32n);
      low[i] = Number(crc & 0xffffffffn);
    } else {
      const before = { high: high[i - 256] ?? 0, low: low[i - 256] ?? 0 };
      const byte = before.low & 0xff;
      low[i] = ((before.low >>> 8) | (before.high << 24)) ^ (low[byte] ?? 0);
      high[i] = (before.high >>> 8) ^ (high[byte] ?? 0);
    }
  }
  return { high, low };
});

function ofByte(byte: number): bigint {
  let crc = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ CRC64_NVME_POLYNOMIAL : crc >> 1n;
  return crc;
}

/** CRC-64/NVME of bytes, continuing from that of the previous bytes. */
export function crc64Nvme(bytes: Uint8Array, before = NONE): Crc64 {
  const { high: h, low: l } = tables();
  const eights = bytes.length - (bytes.length % 8);
  let high = ~before.high;
  let low = ~before.low;
  for (let i = 0; i < eights; i += 8) {
    // Byte by byte: a DataView costs more than it saves.
    const a = 0x700 | ((low ^ (bytes[i] ?? 0)) & 0xff);
    const b = 0x600 | (((low >>> 8) ^ (bytes[i + 1] ?? 0)) & 0xff);
    const c = 0x500 | (((low >>> 16) ^ (bytes[i + 2] ?? 0)) & 0xff);
    const d = 0x400 | ((low >>> 24) ^ (bytes[i + 3] ?? 0));
    const e = 0x300 | ((high ^ (bytes[i + 4] ?? 0)) & 0xff);
    const f = 0x200 | (((high >>> 8) ^ (bytes[i + 5] ?? 0)) & 0xff);
    const g = 0x100 | (((high >>> 16) ^ (bytes[i + 6] ?? 0)) & 0xff);
    const last = (high >>> 24) ^ (bytes[i + 7] ?? 0);
    low =
      (l[a] ?? 0) ^
      (l[b] ?? 0) ^
      (l[c] ?? 0) ^
      (l[d] ?? 0) ^
      (l[e] ?? 0) ^
      (l[f] ?? 0) ^
      (l[g] ?? 0) ^
      (l[last] ?? 0);
    high =
      (h[a] ?? 0) ^
      (h[b] ?? 0) ^
      (h[c] ?? 0) ^
      (h[d] ?? 0) ^
      (h[e] ?? 0) ^
      (h[f] ?? 0) ^
      (h[g] ?? 0) ^
      (h[last] ?? 0);
  }
  for (let i = eights; i < bytes.length; i++) {
    const byte = (low ^ (bytes[i] ?? 0)) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (l[byte] ?? 0);
    high = (high >>> 8) ^ (h[byte] ?? 0);
  }
  return { high: ~high, low: ~low };
}
