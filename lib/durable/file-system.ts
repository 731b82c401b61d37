import * as fs from "node:fs";

/** The functions of `node:fs` for blob files. */
export type FileSystem = Pick<
  typeof fs,
  | "closeSync"
  | "existsSync"
  | "fsyncSync"
  | "mkdirSync"
  | "openSync"
  | "readSync"
  | "readdirSync"
  | "renameSync"
  | "rmSync"
  | "writeSync"
>;

/** The file system of this machine. */
export const MACHINE_FILES: FileSystem = fs;

/**
 * Writes all bytes of a piece at the end of a file.
 *
 * @throws Error of the file system, such as ENOSPC.
 */
export function writeAll(files: Pick<FileSystem, "writeSync">, descriptor: number, piece: Uint8Array): void {
  // On a nearly full disk, a write may be partial.
  for (let offset = 0; offset < piece.length; ) {
    const written = files.writeSync(descriptor, piece, offset, piece.length - offset);
    if (written === 0) throw new Error("the file system accepts no more bytes");
    offset += written;
  }
}

/** A name in a directory survives the loss of power only when the directory was synchronized. */
export function synchronizeDirectory(files: FileSystem, directory: string): void {
  const descriptor = files.openSync(directory, "r");
  try {
    files.fsyncSync(descriptor);
  } finally {
    files.closeSync(descriptor);
  }
}
