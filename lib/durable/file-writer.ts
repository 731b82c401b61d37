import { createHash } from "node:crypto";
import type { Durability } from "../runtime/durability.js";
import { type FileSystem, writeAll } from "./file-system.js";

/** Writes a file and computes its hash. */
export class FileWriter {
  private readonly descriptor: number;
  private readonly hash = createHash("sha256");
  private open = true;

  constructor(
    private readonly fs: FileSystem,
    private readonly path: string,
    private readonly durability: Durability,
  ) {
    this.descriptor = fs.openSync(path, "wx");
  }

  /** @throws Error of the file system, such as ENOSPC. */
  write(piece: Uint8Array): void {
    writeAll(this.fs, this.descriptor, piece);
    this.hash.update(piece);
  }

  /** Ends the file, and returns the SHA-256 of its bytes in hexadecimal digits. */
  finish(): string {
    if (this.durability === "disk") this.fs.fsyncSync(this.descriptor);
    this.close();
    return this.hash.digest("hex");
  }

  /** Removes the file. */
  discard(): void {
    this.close();
    this.fs.rmSync(this.path, { force: true });
  }

  private close(): void {
    if (!this.open) return;
    this.open = false;
    this.fs.closeSync(this.descriptor);
  }
}
