/** The polynomial of NVM Express (0xAD93D23594C93659), reflected. */
const POLYNOMIAL = 0x9a6c9329ac4bc9b5n;
const MASK = 0xffffffffffffffffn;
const TABLE = BigUint64Array.from({ length: 256 }, (_, byte) => {
  let crc = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ POLYNOMIAL : crc >> 1n;
  return crc;
});

/** CRC-64/NVME of bytes, going on from that of the bytes before. */
export function crc64Nvme(bytes: Uint8Array, before = 0n): bigint {
  let crc = before ^ MASK;
  for (const byte of bytes) crc = (crc >> 8n) ^ (TABLE[Number((crc ^ BigInt(byte)) & 0xffn)] ?? 0n);
  return crc ^ MASK;
}
