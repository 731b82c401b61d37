import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const requirements = readFileSync(new URL("requirements.txt", import.meta.url), "utf8");

/**
 * The versions of the Python packages that generated code is made from.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const SOURCES = Object.fromEntries(
  [...requirements.matchAll(/^([\w-]+)==(\S+)$/gm)].map(([, name, version]) => [name, version]),
);

const SPECIFICATION = `
import importlib.metadata, importlib.util, sys
print(importlib.metadata.version(sys.argv[1]))
print(importlib.util.find_spec(sys.argv[1]).submodule_search_locations[0])`;

/**
 * Exits with code 3 if the package is missing or has another version.
 *
 * @param {"botocore" | "moto"} name
 * @returns {string} the folder of the package that python3 imports
 */
export function folderOf(name) {
  const wanted = SOURCES[name];
  const [version, folder] = python(SPECIFICATION, name)?.trim().split("\n") ?? [];
  if (folder !== undefined && version === wanted) return folder;
  const found = version === undefined ? "it is not installed" : `version ${version} is installed`;
  console.error(
    `Generated code comes from ${name} ${wanted}; ${found}. Run: pip install --no-deps -r tools/facts/requirements.txt`,
  );
  process.exit(3);
}

/** @returns {string | undefined} what the program prints, if it succeeds */
export function python(program, ...args) {
  try {
    return execFileSync("python3", ["-c", program, ...args], {
      encoding: "utf8",
      maxBuffer: 2 ** 26,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
}
