import { lazyConstant } from "./lazy-constant.js";

/** Castagnoli's polynomial, reflected. */
export const CRC32C_POLYNOMIAL = 0x82f63b78;

/**
 * Eight tables in one, for eight bytes at a time ("slicing by 8"). The first is that of a single byte; each
 * following one has one more zero byte appended.
 */
const tables = lazyConstant(() => {
  const table = new Int32Array(8 * 256);
  for (let i = 0; i < table.length; i++) {
    if (i < 256) table[i] = ofByte(i);
    else {
      const before = table[i - 256] ?? 0;
      table[i] = (before >>> 8) ^ (table[before & 0xff] ?? 0);
    }
  }
  return table;
});

function ofByte(byte: number): number {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ CRC32C_POLYNOMIAL : crc >>> 1;
  return crc;
}

/** CRC-32C of bytes, continuing from that of the previous bytes. */
export function crc32c(bytes: Uint8Array, before = 0): number {
  const table = tables();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const eights = bytes.length - (bytes.length % 8);
  let crc = ~before;
  for (let i = 0; i < eights; i += 8) {
    const first = crc ^ view.getInt32(i, true);
    const second = view.getInt32(i + 4, true);
    crc =
      (table[0x700 + (first & 0xff)] ?? 0) ^
      (table[0x600 + ((first >>> 8) & 0xff)] ?? 0) ^
      (table[0x500 + ((first >>> 16) & 0xff)] ?? 0) ^
      (table[0x400 + (first >>> 24)] ?? 0) ^
      (table[0x300 + (second & 0xff)] ?? 0) ^
      (table[0x200 + ((second >>> 8) & 0xff)] ?? 0) ^
      (table[0x100 + ((second >>> 16) & 0xff)] ?? 0) ^
      (table[second >>> 24] ?? 0);
  }
  for (let i = eights; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ (table[(crc ^ view.getUint8(i)) & 0xff] ?? 0);
  }
  return ~crc >>> 0;
}
