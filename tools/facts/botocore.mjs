import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/**
 * The directory of an installed botocore, as its own Python tells it.
 *
 * @returns {string}
 */
export function installedBotocore() {
  const program = "import botocore,os;print(os.path.dirname(botocore.__file__))";
  try {
    return execFileSync("python3", ["-c", program], { encoding: "utf8" }).trim();
  } catch {
    throw new Error(
      "botocore was not found by python3; install it (pip install botocore) or pass --botocore DIR.",
    );
  }
}

/**
 * @param {string} botocore
 * @returns {string} for example `botocore 1.43.0`
 */
export function botocoreVersion(botocore) {
  const text = readFileSync(join(botocore, "__init__.py"), "utf8");
  return `botocore ${/__version__ = '([^']+)'/.exec(text)?.[1] ?? "of unknown version"}`;
}

/**
 * Reads the newest API version of a service's model.
 *
 * @param {string} botocore
 * @param {string} name
 */
export function readModel(botocore, name) {
  const folder = join(botocore, "data", name);
  const versions = existsSync(folder) ? readdirSync(folder).sort() : [];
  const newest = versions.at(-1);
  if (newest === undefined)
    throw new Error(`${folder} holds no model; check --botocore and tools/facts/services.mjs.`);
  const plain = join(folder, newest, "service-2.json");
  const text = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`));
  return JSON.parse(text.toString("utf8"));
}
