import type { BlobId } from "./blob-id.js";
import type { StoredSource } from "./stored-source.js";

/**
 * The sources that are still referenced in this process: by a row in memory, a snapshot, or a response in
 * progress.
 */
export class LiveSources {
  private readonly sources = new Map<BlobId, WeakRef<StoredSource>>();
  private readonly collected: FinalizationRegistry<BlobId>;

  /** @param onDead is called some time after nothing refers to the source of a blob any more. */
  constructor(onDead: (id: BlobId) => void) {
    this.collected = new FinalizationRegistry((id) => {
      // Another source may have been registered.
      if (this.get(id) !== undefined) return;
      this.sources.delete(id);
      onDead(id);
    });
  }

  get(id: BlobId): StoredSource | undefined {
    return this.sources.get(id)?.deref();
  }

  add(source: StoredSource): void {
    this.sources.set(source.id, new WeakRef(source));
    this.collected.register(source, source.id);
  }
}
