import { StorageError } from "../runtime/storage-error.js";
import type { ByteSource, ByteStorage } from "../wire/blob.js";
import { type BlobId, sizeOf } from "./blob-id.js";
import type { RecentBytes } from "./recent-bytes.js";
import type { Statement } from "./sqlite.js";

/** Reads stored bytes. */
export type ByteReader = Pick<ByteSource, "read" | "whole">;

/**
 * The bytes of a stored blob. All blobs with the same bytes share one source, so that the bytes can be
 * removed when the source is no longer referenced. A reader refers to it until it has read everything.
 */
export class StoredSource implements ByteSource {
  constructor(
    readonly id: BlobId,
    private readonly bytes: ByteReader,
    private readonly directory: string,
  ) {}

  /** @throws StorageError where the machine does not return them, as {@link whole} does. */
  *read(start: number, end: number): Generator<Uint8Array> {
    try {
      yield* this.bytes.read(start, end);
    } catch (error) {
      throw StorageError.unreadable(this.directory, error);
    }
  }

  whole(start: number, end: number): Uint8Array | undefined {
    try {
      return this.bytes.whole(start, end);
    } catch (error) {
      throw StorageError.unreadable(this.directory, error);
    }
  }

  storage(): readonly ByteStorage[] {
    return [{ place: this, bytes: sizeOf(this.id) }];
  }
}

/** The bytes of a small blob in the database, read as a whole. */
export class DatabaseSource implements ByteReader {
  constructor(
    private readonly select: Statement,
    private readonly recent: RecentBytes,
    private readonly id: BlobId,
  ) {}

  read(start: number, end: number): readonly Uint8Array[] {
    return [this.whole(start, end)];
  }

  whole(start: number, end: number): Uint8Array {
    const bytes = this.recent.get(this.id) ?? this.load();
    return start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end);
  }

  private load(): Uint8Array {
    const row = this.select.get(this.id);
    if (row === undefined)
      throw new Error(
        `The database lacks the blob ${this.id}. Something else has changed it: the data directory belongs to the simulator.`,
      );
    // Only StoredBlobs writes the column.
    const { bytes } = row as { readonly bytes: Uint8Array };
    this.recent.add(this.id, bytes);
    return bytes;
  }
}
