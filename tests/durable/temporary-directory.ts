import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEngine } from "../../lib/durable/sqlite.js";

/** Whether this machine can keep a state: Node 20 needs the package better-sqlite3. */
export const hasSqlite =
  (await loadEngine("node:sqlite")) !== undefined || (await loadEngine("better-sqlite3")) !== undefined;

/** A directory that is removed at the end of its block. */
export class TemporaryDirectory implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), "aws-sim-data-"));

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
