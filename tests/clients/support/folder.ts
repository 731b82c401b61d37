import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder for the files that a client sends and fetches. */
export class Folder {
  private constructor(readonly path: string) {}

  static async make(): Promise<Folder> {
    return new Folder(await mkdtemp(join(tmpdir(), "aws-sim-client-")));
  }

  at(name: string): string {
    return join(this.path, name);
  }

  /**
   * Writes a file, which was last changed at `changed`: clients that
   * synchronise compare this with LastModified. Default 2020.
   */
  async write(name: string, content: string | Uint8Array, changed = new Date("2020-01-01")): Promise<string> {
    const path = this.at(name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    await utimes(path, changed, changed);
    return path;
  }

  read(name: string): Promise<Buffer> {
    return readFile(this.at(name));
  }

  async text(name: string): Promise<string> {
    return (await this.read(name)).toString();
  }

  close(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }
}

/** Bytes that no client can make smaller. */
export const noise = (megabytes: number): Buffer => randomBytes(megabytes * 1024 * 1024);
