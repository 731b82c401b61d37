import { hash } from "node:crypto";
import type { BlobWriter, BlobWriters } from "../runtime/blobs.js";
import type { BlobStore } from "../runtime/store/codec.js";
import { Blob } from "../wire/blob.js";
import type { BlobFiles } from "./blob-files.js";
import { type BlobId, blobId, EMPTY, hashOf, sizeOf } from "./blob-id.js";
import { BlobUses } from "./blob-uses.js";
import type { RowPlace } from "./database.js";
import { LiveSources } from "./live-sources.js";
import { RecentBytes } from "./recent-bytes.js";
import type { Sqlite, Statement } from "./sqlite.js";
import { StoredBlobWriter } from "./stored-blob-writer.js";
import { DatabaseSource, StoredSource } from "./stored-source.js";

/**
 * Maximum size of a blob in the database, in bytes. Up to this size, SQLite is faster than files
 * (https://www.sqlite.org/intern-v-extern-blob.html). Part of the format.
 */
const LARGEST_IN_DATABASE = 64 * 1024;

/**
 * The bytes of blobs in the data directory: small ones in the database, large ones in files. They are removed
 * when no row refers to them and nothing in this process can read them. The next process removes what a
 * killed process left.
 */
export class StoredBlobs implements BlobStore, BlobWriters {
  private readonly uses: BlobUses;
  private readonly live = new LiveSources((id) => this.onDead(id));
  /** Blobs that the transaction stores. They are read from the directory after the commit. */
  private readonly saving = new Map<Blob, BlobId>();
  /** Blobs that a row or the process no longer refers to. The next transaction removes the unused ones. */
  private readonly doubtful = new Set<BlobId>();
  /** Blobs that no row refers to, but that may still be read. */
  private readonly waiting = new Set<BlobId>();
  private readonly recent = new RecentBytes();
  /** Large blobs whose files are removed after the commit. */
  private removed: BlobId[] = [];
  private closed = false;
  private readonly statements: {
    readonly insert: Statement;
    readonly select: Statement;
    readonly remove: Statement;
  };

  /** Creates its tables, and removes blobs without a reference. */
  constructor(
    sqlite: Sqlite,
    private readonly files: BlobFiles,
  ) {
    sqlite.exec('CREATE TABLE IF NOT EXISTS "blobs" (id TEXT PRIMARY KEY, bytes BLOB)');
    this.uses = new BlobUses(sqlite);
    this.statements = {
      insert: sqlite.prepare('INSERT OR IGNORE INTO "blobs" VALUES (?, ?)'),
      select: sqlite.prepare('SELECT bytes FROM "blobs" WHERE id = ?'),
      remove: sqlite.prepare('DELETE FROM "blobs" WHERE id = ?'),
    };
    // EXCEPT scans two indexes in parallel, ten times faster than NOT IN.
    sqlite.exec(
      'DELETE FROM "blobs" WHERE id IN (SELECT id FROM "blobs" EXCEPT SELECT blob FROM "blob_uses")',
    );
    for (const hash of files.all()) if (!this.uses.hasHash(hash)) files.remove(hash);
  }

  save(blob: Blob): BlobId {
    if (blob.size === 0) return EMPTY;
    const known = this.storedAs(blob) ?? this.saving.get(blob);
    if (known !== undefined) return known;
    const id = isSmall(blob.size) ? this.saveRow(blob) : this.saveFile(blob);
    this.saving.set(blob, id);
    return id;
  }

  load(id: BlobId): Blob {
    return id === EMPTY ? Blob.empty : Blob.at(this.sourceOf(id), sizeOf(id));
  }

  writer(): BlobWriter {
    return new StoredBlobWriter(this.files, LARGEST_IN_DATABASE, (id) => this.load(id));
  }

  /** Stores the current blob references of a row. */
  use(place: RowPlace, ids: readonly BlobId[]): void {
    for (const id of this.uses.replace(place, ids)) this.doubtful.add(id);
  }

  /**
   * Removes unused blobs. Must be the last step of a transaction: before, the references of its rows are not
   * final.
   */
  removeUnused(): void {
    for (const id of this.doubtful) {
      if (this.uses.has(id)) continue;
      // A blob that is no longer read is checked again.
      if (this.live.get(id) !== undefined) this.waiting.add(id);
      else this.remove(id);
    }
  }

  /** Called after the commit: stored blobs need no longer be in memory. */
  committed(): void {
    for (const [blob, id] of this.saving) blob.moveTo(this.sourceOf(id));
    this.saving.clear();
    this.doubtful.clear();
    for (const id of this.removed.splice(0)) this.files.remove(hashOf(id));
  }

  /** Called after a rollback. Files of the transaction are checked again; earlier candidates are kept. */
  rolledBack(): void {
    for (const id of this.saving.values()) this.doubtful.add(id);
    this.saving.clear();
    this.removed = [];
  }

  /**
   * Removes all blobs without a reference, even those that may still be read. In its own transaction, before
   * {@link committed}.
   */
  close(): void {
    this.closed = true;
    for (const id of [...this.doubtful, ...this.waiting]) if (!this.uses.has(id)) this.remove(id);
  }

  private onDead(id: BlobId): void {
    this.waiting.delete(id);
    if (this.closed) return;
    // A file is worth removing before the next write; a row is not worth a transaction.
    if (isSmall(sizeOf(id)) || this.mayBeUsed(id)) this.doubtful.add(id);
    else this.files.remove(hashOf(id));
  }

  /** Nothing waits for this, so that nothing may fail. */
  private mayBeUsed(id: BlobId): boolean {
    try {
      return this.uses.has(id);
    } catch {
      return true;
    }
  }

  private remove(id: BlobId): void {
    if (isSmall(sizeOf(id))) this.statements.remove.run(id);
    else this.removed.push(id);
  }

  /** The id of a blob that is in this directory. */
  private storedAs({ location }: Blob): BlobId | undefined {
    if (!(location instanceof StoredSource)) return undefined;
    return this.live.get(location.id) === location ? location.id : undefined;
  }

  private saveRow(blob: Blob): BlobId {
    const bytes = blob.whole() ?? blob.bytes();
    const id = blobId(hash("sha256", bytes), blob.size);
    this.statements.insert.run(id, bytes);
    return id;
  }

  private saveFile(blob: Blob): BlobId {
    const file = this.files.write();
    try {
      for (const piece of blob.read()) file.write(piece);
      return blobId(file.finish(), blob.size);
    } catch (error) {
      file.discard();
      throw error;
    }
  }

  private sourceOf(id: BlobId): StoredSource {
    const known = this.live.get(id);
    if (known) return known;
    const small = isSmall(sizeOf(id));
    const bytes = small
      ? new DatabaseSource(this.statements.select, this.recent, id)
      : this.files.source(hashOf(id));
    const source = new StoredSource(id, bytes, this.files.directory);
    this.live.add(source);
    return source;
  }
}

function isSmall(size: number): boolean {
  return size <= LARGEST_IN_DATABASE;
}
