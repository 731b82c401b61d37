/** The SHA-256 and the size of a blob: `ab01…:1024`. Equal bytes have the same id, and are stored once. */
export type BlobId = string;

/** The id of an empty blob, which is not stored. */
export const EMPTY: BlobId = ":0";

/** @param sha256 in hexadecimal digits. */
export function blobId(sha256: string, size: number): BlobId {
  return `${sha256}:${size}`;
}

export function hashOf(id: BlobId): string {
  return id.slice(0, id.indexOf(":"));
}

export function sizeOf(id: BlobId): number {
  return Number(id.slice(id.indexOf(":") + 1));
}
