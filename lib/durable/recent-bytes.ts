import type { BlobId } from "./blob-id.js";

/** Maximum number of bytes that are kept. */
const MOST = 8 * 1024 * 1024;

/**
 * The bytes of small blobs that were read recently. The database is a quarter of the cost of a GetObject without them.
 * The bytes of an id never change, so nothing has to be removed when a blob is.
 */
export class RecentBytes {
  private readonly kept = new Map<BlobId, Uint8Array>();
  private size = 0;

  get(id: BlobId): Uint8Array | undefined {
    return this.kept.get(id);
  }

  /** Keeps the bytes of a blob that {@link get} does not have; those that were kept first give way. */
  add(id: BlobId, bytes: Uint8Array): void {
    this.kept.set(id, bytes);
    this.size += bytes.length;
    for (const [oldest, { length }] of this.kept) {
      if (this.size <= MOST) return;
      this.kept.delete(oldest);
      this.size -= length;
    }
  }
}
