import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenSqlite, Sqlite } from "./sqlite.js";

/** The owner of a data directory, for error messages. */
interface Owner {
  readonly pid: number;
  readonly url: string;
}

/**
 * The lock of a data directory. It is an operating system lock on an empty database, so that the end of the
 * process releases it.
 */
export class DirectoryLock {
  private constructor(
    private readonly database: Sqlite,
    private readonly ownerFile: string,
  ) {}

  /** @throws Error naming the process that has the directory. */
  static take(directory: string, open: OpenSqlite): DirectoryLock {
    const ownerFile = join(directory, "owner.json");
    const database = open(join(directory, "lock.sqlite"));
    try {
      database.exec("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    } catch (error) {
      database.close();
      if (!isBusy(error)) throw error;
      throw new Error(
        `The data directory ${directory} is in use by ${shown(ownerFile)}. Stop that process, or use another directory.`,
        { cause: error },
      );
    }
    return new DirectoryLock(database, ownerFile);
  }

  /** Writes the owner of the directory. */
  sign(owner: Owner): void {
    writeFileSync(this.ownerFile, `${JSON.stringify(owner)}\n`);
  }

  release(): void {
    try {
      rmSync(this.ownerFile, { force: true });
    } catch {
      // It is only read by those that find the lock taken.
    } finally {
      this.database.close();
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /database is locked/.test(error.message);
}

function shown(ownerFile: string): string {
  try {
    const { pid, url }: Owner = JSON.parse(readFileSync(ownerFile, "utf8"));
    return `process ${pid}, which listens at ${url}`;
  } catch {
    return "another process, which is starting";
  }
}
