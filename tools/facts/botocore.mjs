import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { folderOf, SOURCES } from "./sources.mjs";

/** What headers of generated files name: `botocore 1.43.0`. */
export const BOTOCORE = `botocore ${SOURCES.botocore}`;

/** The service models of the pinned botocore: a folder for each service. */
export const models = join(folderOf("botocore"), "data");

/**
 * Reads the newest API version of a service's model.
 *
 * @param {string} name
 */
export function readModel(name) {
  const folder = join(models, name);
  const versions = existsSync(folder) ? readdirSync(folder).sort() : [];
  const newest = versions.at(-1);
  if (newest === undefined) throw new Error(`${folder} has no model. Correct tools/facts/services.mjs.`);
  const plain = join(folder, newest, "service-2.json");
  const text = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`));
  return JSON.parse(text.toString("utf8"));
}
