import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** Characters that are buffered before they are written. */
const BATCH = 256 * 1024;

/** Writes lines of JSON to a temporary file, which is renamed when it is complete. */
export class LineWriter {
  private readonly unfinished: string;
  private readonly descriptor: number;
  private open = true;
  private lines: string[] = [];
  private length = 0;

  /** @throws Error of the file system. */
  constructor(private readonly file: string) {
    this.unfinished = `${file}.unfinished`;
    this.descriptor = openSync(this.unfinished, "w");
  }

  /** @throws Error of the file system, such as ENOSPC. */
  write(line: object): void {
    const text = JSON.stringify(line);
    this.lines.push(text);
    this.length += text.length;
    if (this.length >= BATCH) this.flush();
  }

  /** Renames the file, and replaces an existing one. */
  finish(): void {
    this.flush();
    this.close();
    renameSync(this.unfinished, this.file);
  }

  /** Removes the temporary file. */
  discard(): void {
    this.close();
    rmSync(this.unfinished, { force: true });
  }

  private close(): void {
    if (!this.open) return;
    this.open = false;
    closeSync(this.descriptor);
  }

  private flush(): void {
    if (this.lines.length === 0) return;
    const bytes = Buffer.from(`${this.lines.join("\n")}\n`);
    // On a nearly full disk, a write may be partial.
    for (let offset = 0; offset < bytes.length; )
      offset += writeSync(this.descriptor, bytes, offset, bytes.length - offset);
    this.lines = [];
    this.length = 0;
  }
}
