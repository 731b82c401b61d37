import { createHash } from "node:crypto";
import type { BlobStore } from "../../runtime/store/codec.js";
import type { Blob } from "../../wire/blob.js";
import { type BlobId, blobId, EMPTY } from "../blob-id.js";
import { StoredSource } from "../stored-source.js";
import { type BlobLine, PIECE } from "./format.js";
import type { LineWriter } from "./line-writer.js";

/** Number of bytes that are hashed or written between two pauses. */
const SLICE = 5 * PIECE;

/** Collects the blobs that a row refers to. */
export class FoundBlobs implements BlobStore {
  readonly blobs: Blob[] = [];

  save(blob: Blob): BlobId {
    this.blobs.push(blob);
    return EMPTY;
  }

  load(): never {
    return exporting();
  }
}

/** The blobs of a file, which are written once for each content. */
export class ExportedBlobs implements BlobStore {
  private readonly ids = new Set<BlobId>();
  /** The ids of the blobs of the row that is being written. */
  private known = new Map<Blob, BlobId>();
  private sincePause = 0;

  /** @param pause called after each slice of bytes. */
  constructor(
    private readonly writer: LineWriter,
    private readonly pause: () => Promise<void>,
  ) {}

  get written(): number {
    return this.ids.size;
  }

  /** Writes those that a row refers to, unless they are in the file. */
  async write(blobs: readonly Blob[]): Promise<void> {
    this.known = new Map();
    for (const blob of blobs) {
      const id = await this.idOf(blob);
      this.known.set(blob, id);
      if (blob.size > 0 && !this.ids.has(id)) await this.writeBytes(blob, id);
    }
  }

  save(blob: Blob): BlobId {
    const id = this.known.get(blob);
    return id ?? exporting();
  }

  load(): never {
    return exporting();
  }

  private async writeBytes(blob: Blob, id: BlobId): Promise<void> {
    this.ids.add(id);
    for (let start = 0; start < blob.size; start += PIECE) {
      const bytes = Buffer.concat([...blob.read(start, start + PIECE)]);
      const line: BlobLine = { blob: id, bytes: bytes.toString("base64") };
      this.writer.write(line);
      await this.pauseAfter(bytes.length);
    }
  }

  private async idOf(blob: Blob): Promise<BlobId> {
    if (blob.size === 0) return EMPTY;
    if (blob.location instanceof StoredSource) return blob.location.id;
    const hash = createHash("sha256");
    for (const piece of blob.read()) {
      for (let start = 0; start < piece.length; start += SLICE) {
        const slice = piece.subarray(start, start + SLICE);
        hash.update(slice);
        await this.pauseAfter(slice.length);
      }
    }
    return blobId(hash.digest("hex"), blob.size);
  }

  private async pauseAfter(bytes: number): Promise<void> {
    this.sincePause += bytes;
    if (this.sincePause < SLICE) return;
    this.sincePause = 0;
    await this.pause();
  }
}

function exporting(): never {
  throw new Error("An export writes the blobs of a row before the row, and loads none.");
}
