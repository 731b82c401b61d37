import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Creates a directory, with its parents, unless it exists. The option `recursive` of Node's `mkdir` takes
 * ENOENT for a missing parent and tries for ever below `/proc`, where it means that nothing can be created.
 *
 * @throws Error of the file system, such as ENOTDIR.
 */
export function createDirectory(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (isDirectory(path)) return;
    const parent = dirname(path);
    if (codeOf(error) !== "ENOENT" || existsSync(parent)) throw error;
    createDirectory(parent);
    createDirectory(path);
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
