import { readdirSync } from "node:fs";
import { join } from "node:path";
import { loadSqlite } from "../../lib/durable/sqlite.js";
import type { TemporaryDirectory } from "./temporary-directory.js";

/** How many blobs a directory has, in the database and as files. */
export async function blobsIn({ path }: TemporaryDirectory): Promise<{ small: number; large: number }> {
  const database = (await loadSqlite())(join(path, "state.sqlite"));
  const small = database.prepare('SELECT id FROM "blobs"').all().length;
  database.close();
  const objects = join(path, "objects");
  const large = readdirSync(objects).flatMap((folder) => readdirSync(join(objects, folder))).length;
  return { small, large };
}
