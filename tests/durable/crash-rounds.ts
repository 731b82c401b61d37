import type { Program, Server } from "../cli/program.js";
import { writersAt } from "./writers/index.js";
import { contentOf } from "./writers/storage.js";
import { type ServiceWriters, settle, type Writer } from "./writers/writer.js";

/** What came of some rounds. */
export interface CrashResult {
  readonly rounds: number;
  /** Writes that were acknowledged. */
  readonly writes: number;
  /** Acknowledged writes that were not there after a restart, or not as they were written. */
  readonly lost: readonly string[];
}

/** Writes of one round, at the most: a listing has to show all of them. */
const MOST_WRITES = 60;

/**
 * Writes to a program through all services concurrently and kills it at random
 * moments, again and again; each time, what it acknowledged has to be there.
 */
export class CrashTest {
  private readonly acknowledged = new Map<string, Set<string>>();
  private readonly lost: string[] = [];
  private written = 0;

  constructor(
    private readonly program: Program,
    private readonly directory: string,
    /** Of the moments. */
    private seed: number,
  ) {}

  async run(rounds: number): Promise<CrashResult> {
    for (let round = 0; round < rounds; round++) {
      await using server = await this.program.serve(["--data-dir", this.directory]);
      const services = Object.values(writersAt(server.url));
      if (round === 0) for (const { prepare } of services) await prepare?.();
      const writers = writersOf(services);
      await this.check(server, writers);
      await this.writeUntilKilled(server, writers, 1 + this.random(MOST_WRITES));
    }
    await using server = await this.program.serve(["--data-dir", this.directory]);
    await this.check(server, writersOf(Object.values(writersAt(server.url))));
    const writes = [...this.acknowledged.values()].reduce((sum, names) => sum + names.size, 0);
    return { rounds, writes, lost: this.lost };
  }

  /** Writes until so many writes are acknowledged; then the program dies in the middle of the others. */
  private async writeUntilKilled(server: Server, writers: readonly Writer[], writes: number): Promise<void> {
    let left = writes;
    let killed = false;
    const write = async (writer: Writer) => {
      const names = this.namesOf(writer);
      while (!killed) {
        const name = `crash-${++this.written}`;
        try {
          await writer.write(name);
        } catch (error) {
          if (!killed) throw error;
          return;
        }
        names.add(name);
        if (--left > 0 || killed) continue;
        killed = true;
        server.running.kill("SIGKILL");
      }
    };
    await Promise.all(writers.map(write));
    await server.running.finished;
  }

  private async check(server: Server, writers: readonly Writer[]): Promise<void> {
    await settle(server.url);
    const states = await Promise.all(writers.map(async (writer) => ({ writer, found: await writer.read() })));
    for (const { writer, found } of states) {
      for (const name of this.namesOf(writer))
        if (!found.has(name)) this.lost.push(`${writer.kind} ${name} is missing`);
      // Unacknowledged objects may exist, but none is incomplete.
      for (const [name, content] of found)
        if (writer.kind === "object" && content !== contentOf(name))
          this.lost.push(`${writer.kind} ${name} has ${content.length} other bytes`);
    }
  }

  private namesOf({ kind }: Writer): Set<string> {
    const names = this.acknowledged.get(kind) ?? new Set();
    this.acknowledged.set(kind, names);
    return names;
  }

  private random(limit: number): number {
    this.seed = (Math.imul(this.seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return this.seed % limit;
  }
}

function writersOf(services: readonly ServiceWriters[]): Writer[] {
  return services.flatMap(({ writers }) => writers);
}
