import { createHash } from "node:crypto";
import type { BlobStore } from "../../../lib/runtime/store/codec.js";
import { Blob } from "../../../lib/wire/blob.js";

/** Blobs by the SHA-256 of their bytes, as a store on disk has them. */
export class MemoryBlobs implements BlobStore {
  private readonly bytes = new Map<string, Uint8Array>();

  save(blob: Blob): string {
    const bytes = blob.bytes();
    const id = createHash("sha256").update(bytes).digest("hex");
    this.bytes.set(id, bytes);
    return id;
  }

  load(id: string): Blob {
    const bytes = this.bytes.get(id);
    if (!bytes) throw new Error(`There is no blob ${id}.`);
    return Blob.of([bytes]);
  }
}
