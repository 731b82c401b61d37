import { dirname, join } from "node:path";
import type { Durability } from "../runtime/durability.js";
import { StorageError } from "../runtime/storage-error.js";
import { FileSource } from "./file-source.js";
import { type FileSystem, synchronizeDirectory } from "./file-system.js";
import { FileWriter } from "./file-writer.js";
import type { ByteReader } from "./stored-source.js";

/** The folder of a file and its name in there: the first two digits of its hash, and the others. */
const FOLDER = /^[0-9a-f]{2}$/;
const NAME = /^[0-9a-f]{62}$/;

/** A file that receives bytes as they arrive. */
export interface BlobFile {
  write(piece: Uint8Array): void;
  /** Ends the file. Returns the SHA-256 of its bytes, which identifies it. */
  finish(): string;
  discard(): void;
}

/**
 * Large blobs as immutable files, named by their content: `objects/ab/cdef…`. They are written in `uploads/`
 * and renamed when they are complete, so that no file of `objects/` is incomplete.
 */
export class BlobFiles {
  private readonly objects: string;
  private readonly uploads: string;
  private written = 0;

  /** Removes incomplete files of an earlier process. */
  constructor(
    readonly directory: string,
    private readonly durability: Durability,
    private readonly fs: FileSystem,
  ) {
    this.objects = join(directory, "objects");
    this.uploads = join(directory, "uploads");
    fs.rmSync(this.uploads, { recursive: true, force: true });
    fs.mkdirSync(this.uploads, { recursive: true });
    fs.mkdirSync(this.objects, { recursive: true });
    if (durability === "disk") synchronizeDirectory(fs, directory);
  }

  /** Starts a file. @throws StorageError if the file system fails, as {@link BlobFile} does. */
  write(): BlobFile {
    const path = join(this.uploads, String(++this.written));
    const file = this.storing(() => new FileWriter(this.fs, path, this.durability));
    return {
      write: (piece) => this.storing(() => file.write(piece)),
      finish: () =>
        this.storing(() => {
          const sha256 = file.finish();
          this.keep(path, sha256);
          return sha256;
        }),
      discard() {
        try {
          file.discard();
        } catch {
          // What made it worthless is the error that counts. The next start empties the folder.
        }
      },
    };
  }

  /** The bytes of an existing file. */
  source(sha256: string): ByteReader {
    return new FileSource(this.fs, this.pathOf(sha256));
  }

  /** Removes a file. Open readers can still read it. */
  remove(sha256: string): void {
    try {
      this.fs.rmSync(this.pathOf(sha256), { force: true });
    } catch {
      // Its row is already removed, so this must not fail. The next start tries again.
    }
  }

  /** The hashes of the existing files. Other files are not the simulator's, such as those of a file manager. */
  *all(): Generator<string> {
    for (const folder of this.fs.readdirSync(this.objects)) {
      if (!FOLDER.test(folder)) continue;
      for (const name of this.fs.readdirSync(join(this.objects, folder)))
        if (NAME.test(name)) yield folder + name;
    }
  }

  /** Renames a complete file, unless a file with the same bytes exists. */
  private keep(upload: string, sha256: string): void {
    const { fs } = this;
    const path = this.pathOf(sha256);
    if (fs.existsSync(path)) return fs.rmSync(upload);
    const isFirst = fs.mkdirSync(dirname(path), { recursive: true }) !== undefined;
    fs.renameSync(upload, path);
    if (this.durability !== "disk") return;
    synchronizeDirectory(fs, dirname(path));
    if (isFirst) synchronizeDirectory(fs, this.objects);
  }

  private storing<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw StorageError.unwritable(this.directory, error);
    }
  }

  private pathOf(sha256: string): string {
    return join(this.objects, sha256.slice(0, 2), sha256.slice(2));
  }
}
