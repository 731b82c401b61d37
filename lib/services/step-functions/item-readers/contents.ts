import { gunzipSync } from "node:zlib";
import { itemReaderFailed } from "../map-runs/failures.js";

/**
 * The string of a file. AWS decompresses by the suffix of the key.
 *
 * @throws StateFailed States.ItemReaderFailed
 */
export function textOfFile(key: string, content: Uint8Array): string {
  if (/\.zst(d)?$/.test(key)) throw itemReaderFailed("aws-sim does not read ZSTD. Use GZIP.");
  return Buffer.from(key.endsWith(".gz") ? unzipped(key, content) : content).toString("utf8");
}

function unzipped(key: string, content: Uint8Array): Uint8Array {
  try {
    return gunzipSync(content);
  } catch {
    throw itemReaderFailed(`The file ${key} is not GZIP.`);
  }
}
