import { Blob } from "../wire/blob.js";

/** Receives the bytes of a blob as they arrive. */
export interface BlobWriter {
  /** @param piece bytes that no other code will write to. @throws Error where they cannot be stored. */
  write(piece: Uint8Array): void;
  /** Returns the blob with all written bytes. */
  finish(): Blob;
  /** Discards the written bytes. */
  discard(): void;
}

/** Where the bytes of objects and archives are stored: memory, or the data directory. */
export interface BlobWriters {
  writer(): BlobWriter;
}

/** Stores bytes in memory. */
export const MEMORY_BLOBS: BlobWriters = {
  writer() {
    const pieces: Uint8Array[] = [];
    return {
      write: (piece) => pieces.push(piece),
      finish: () => Blob.of(pieces),
      discard: () => pieces.splice(0),
    };
  },
};
