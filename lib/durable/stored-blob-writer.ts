import type { BlobWriter } from "../runtime/blobs.js";
import { Blob } from "../wire/blob.js";
import type { BlobFile, BlobFiles } from "./blob-files.js";
import { type BlobId, blobId } from "./blob-id.js";

/** Buffers a small blob in memory, and writes a larger one to a file as it arrives. */
export class StoredBlobWriter implements BlobWriter {
  private pieces: Uint8Array[] = [];
  private size = 0;
  private file: BlobFile | undefined;

  /**
   * @param largestInMemory in bytes.
   * @param load makes a blob of a file that has been written.
   */
  constructor(
    private readonly files: BlobFiles,
    private readonly largestInMemory: number,
    private readonly load: (id: BlobId) => Blob,
  ) {}

  write(piece: Uint8Array): void {
    this.size += piece.length;
    if (this.file) return this.file.write(piece);
    this.pieces.push(piece);
    if (this.size <= this.largestInMemory) return;
    this.file = this.files.write();
    for (const held of this.pieces.splice(0)) this.file.write(held);
  }

  finish(): Blob {
    return this.file ? this.load(blobId(this.file.finish(), this.size)) : Blob.of(this.pieces);
  }

  discard(): void {
    this.file?.discard();
    this.pieces = [];
  }
}
