import { createHash, type Hash } from "node:crypto";
import type { BlobWriter, BlobWriters } from "../../runtime/blobs.js";
import type { BlobStore } from "../../runtime/store/codec.js";
import { Blob } from "../../wire/blob.js";
import { type BlobId, blobId, EMPTY, sizeOf } from "../blob-id.js";

/** A blob of which not all lines have been read. */
interface Unfinished {
  readonly id: BlobId;
  readonly writer: BlobWriter;
  readonly hash: Hash;
  size: number;
}

/** The blobs of a file that is being read. */
export class ImportedBlobs implements BlobStore {
  private readonly blobs = new Map<BlobId, Blob>();
  private unfinished: Unfinished | undefined;

  constructor(private readonly writers: BlobWriters) {}

  /** The number of complete blobs. */
  get size(): number {
    return this.blobs.size;
  }

  /**
   * Adds the bytes of a line.
   *
   * @throws Error if the bytes do not match the id.
   */
  add(id: BlobId, base64: string): void {
    const bytes = Buffer.from(base64, "base64");
    const blob = this.unfinished?.id === id ? this.unfinished : this.begin(id);
    blob.hash.update(bytes);
    blob.writer.write(bytes);
    blob.size += bytes.length;
    if (blob.size >= sizeOf(id)) this.finish(blob);
  }

  load(id: BlobId): Blob {
    if (id === EMPTY) return Blob.empty;
    const blob = this.blobs.get(id);
    if (!blob) throw new Error(`it lacks the blob ${id}`);
    return blob;
  }

  save(): never {
    throw new Error("Rows are being imported: nothing is exported to the file.");
  }

  /** Removes the bytes of an incomplete blob. */
  discard(): void {
    this.unfinished?.writer.discard();
    this.unfinished = undefined;
  }

  private begin(id: BlobId): Unfinished {
    this.discard();
    this.unfinished = { id, writer: this.writers.writer(), hash: createHash("sha256"), size: 0 };
    return this.unfinished;
  }

  private finish({ id, writer, hash, size }: Unfinished): void {
    if (blobId(hash.digest("hex"), size) !== id) throw new Error(`the bytes of the blob ${id} are others`);
    this.blobs.set(id, writer.finish());
    this.unfinished = undefined;
  }
}
