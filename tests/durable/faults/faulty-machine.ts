import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import type { Storage } from "../../../lib/durable/data-directory.js";
import type { FileSystem } from "../../../lib/durable/file-system.js";
import { loadSqlite, type OpenSqlite, type Sqlite } from "../../../lib/durable/sqlite.js";

const CALLS: FileSystem = {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
};

/** A step of the machine: a call of the file system, or the beginning of a statement of SQL. */
export type MachineStep = keyof FileSystem | string;

/** A file system and a database of which a step can fail, once or until it is mended. */
export class FaultyMachine {
  /** How often the broken step was reached. */
  hits = 0;
  /** Bytes that a write takes at a time. */
  mostBytes = Number.POSITIVE_INFINITY;
  private broken:
    | { readonly step: MachineStep; readonly reason: string; from: number; to: number }
    | undefined;

  private constructor(private readonly openReal: OpenSqlite) {}

  static async load(): Promise<FaultyMachine> {
    return new FaultyMachine(await loadSqlite());
  }

  get storage(): Storage {
    return { files: this.files, sqlite: (file) => this.open(file) };
  }

  /**
   * Lets a step fail from now on, until {@link mend}.
   *
   * @param times default always.
   * @param after so many times it succeeds first.
   */
  breaks(step: MachineStep, reason: string, times = Number.POSITIVE_INFINITY, after = 0): void {
    this.hits = 0;
    this.broken = { step, reason, from: after, to: after + times };
  }

  mend(): void {
    this.broken = undefined;
  }

  // True by construction: each call has the parameters and the result of its own.
  private readonly files = Object.fromEntries(
    Object.entries(CALLS).map(([name, call]) => [
      name,
      (...given: unknown[]) => {
        if (name === "writeSync") given[3] = Math.min(Number(given[3]), this.mostBytes);
        return this.step(name, () => Reflect.apply(call, undefined, given));
      },
    ]),
  ) as unknown as FileSystem;

  private open(file: string): Sqlite {
    const database = this.openReal(file);
    return {
      exec: (sql) => this.step(sql, () => database.exec(sql)),
      close: () => database.close(),
      prepare: (sql) => {
        const statement = database.prepare(sql);
        return {
          get: (...values) => this.step(sql, () => statement.get(...values)),
          all: (...values) => this.step(sql, () => statement.all(...values)) as unknown[],
          iterate: (...values) => this.step(sql, () => statement.iterate(...values)) as Iterable<unknown>,
          run: (...values) => this.step(sql, () => statement.run(...values)),
        };
      },
    };
  }

  private step(name: string, work: () => unknown): unknown {
    const { broken } = this;
    if (!broken || !name.startsWith(broken.step)) return work();
    const hit = this.hits++;
    if (hit < broken.from || hit >= broken.to) return work();
    const code = /^E[A-Z]+/.exec(broken.reason)?.[0] ?? "ERR_SQLITE_ERROR";
    throw Object.assign(new Error(broken.reason), { code });
  }
}
