import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** `--check`: writes nothing, and fails where a file is not what would be written. */
const check = process.argv.includes("--check");

/**
 * Writes a generated file, or checks it.
 *
 * @param {string} path from the root of the repository
 * @template {string | Buffer} Content
 * @param {Content} content
 * @param {(content: Content) => string | Buffer} contentOf what of the two has to be equal; the whole by default
 */
export function emit(path, content, contentOf = (whole) => whole) {
  const file = new URL(`../../${path}`, import.meta.url);
  if (!check) {
    mkdirSync(dirname(fileURLToPath(file)), { recursive: true });
    writeFileSync(file, content);
    console.log(`${path}  ${(content.length / 1024).toFixed(0)} KB`);
  } else if (!existsSync(file) || contentOf(read(file, content)) !== contentOf(content)) {
    console.error(`${path} is out of date: run the command that its first line names.`);
    process.exitCode = 1;
  }
}

/** The file as it is now: text where text would be written. */
function read(file, content) {
  return typeof content === "string" ? readFileSync(file, "utf8") : readFileSync(file);
}
