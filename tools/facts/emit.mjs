import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** `--check`: writes nothing, and fails where a file is not what would be written. */
const check = process.argv.includes("--check");

/**
 * Writes a generated file, or checks it.
 *
 * @param {string} path from the root of the repository
 * @param {string} text
 * @param {(text: string) => string} contentOf what of the two texts has to be equal; the whole by default
 */
export function emit(path, text, contentOf = (whole) => whole) {
  const file = new URL(`../../${path}`, import.meta.url);
  if (!check) {
    mkdirSync(dirname(fileURLToPath(file)), { recursive: true });
    writeFileSync(file, text);
    console.log(`${path}  ${(text.length / 1024).toFixed(0)} KB`);
  } else if (!existsSync(file) || contentOf(readFileSync(file, "utf8")) !== contentOf(text)) {
    console.error(`${path} is out of date: run the command that its first line names.`);
    process.exitCode = 1;
  }
}
