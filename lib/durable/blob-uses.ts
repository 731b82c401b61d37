import { type BlobId, EMPTY } from "./blob-id.js";
import type { RowPlace } from "./database.js";
import type { Sqlite, Statement } from "./sqlite.js";

/** The references of rows to blobs, in the database. */
export class BlobUses {
  /** Tables with rows that had a blob at any time. Rows of other tables are not queried. */
  private readonly tables: Set<string>;
  private readonly add: Statement;
  private readonly of: Statement;
  private readonly forget: Statement;
  private readonly any: Statement;
  private readonly anyOfHash: Statement;

  /** Creates its table if it does not exist. */
  constructor(sqlite: Sqlite) {
    sqlite.exec(`
      CREATE TABLE IF NOT EXISTS "blob_uses" ("table" TEXT, account TEXT, region TEXT, key, blob TEXT,
        PRIMARY KEY ("table", account, region, key, blob)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS "blob_uses_by_blob" ON "blob_uses" (blob)`);
    const place = '"table" = ? AND account = ? AND region = ? AND key = ?';
    this.add = sqlite.prepare('INSERT OR IGNORE INTO "blob_uses" VALUES (?, ?, ?, ?, ?)');
    this.of = sqlite.prepare(`SELECT blob FROM "blob_uses" WHERE ${place}`);
    this.forget = sqlite.prepare(`DELETE FROM "blob_uses" WHERE ${place}`);
    this.any = sqlite.prepare('SELECT 1 FROM "blob_uses" WHERE blob = ? LIMIT 1');
    this.anyOfHash = sqlite.prepare('SELECT 1 FROM "blob_uses" WHERE blob >= ? AND blob < ? LIMIT 1');
    this.tables = new Set(tablesIn(sqlite));
  }

  /** Replaces the blob references of a row; returns the previous ones. */
  replace({ table, account, region, key }: RowPlace, ids: readonly BlobId[]): readonly BlobId[] {
    const at = [table.name, account, region, key] as const;
    let before: readonly BlobId[] = [];
    if (this.tables.has(table.name)) {
      before = this.of.all(...at).map(blobOf);
      if (before.length > 0) this.forget.run(...at);
    }
    for (const id of ids) {
      if (id === EMPTY) continue;
      this.tables.add(table.name);
      this.add.run(...at, id);
    }
    return before;
  }

  has(id: BlobId): boolean {
    return this.any.get(id) !== undefined;
  }

  /** Whether a row refers to bytes with this SHA-256. */
  hasHash(sha256: string): boolean {
    // All ids of the hash: ";" is the character after ":".
    return this.anyOfHash.get(`${sha256}:`, `${sha256};`) !== undefined;
  }
}

/** Finds each name with an index search. DISTINCT would read all rows. */
function tablesIn(sqlite: Sqlite): string[] {
  const next = sqlite.prepare('SELECT MIN("table") AS name FROM "blob_uses" WHERE "table" > ?');
  const names: string[] = [];
  for (;;) {
    // A query for a minimum returns one row.
    const { name } = next.get(names.at(-1) ?? "") as { readonly name: string | null };
    if (name === null) return names;
    names.push(name);
  }
}

function blobOf(row: unknown): BlobId {
  // Only replace() writes the column.
  return (row as { readonly blob: BlobId }).blob;
}
