import type { LoggedRequest } from "../../lib/control/requests.js";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { Connection, sendRaw } from "./connection.js";
import { broken, bytesOf } from "./framing.js";
import { type Flaw, flawOf } from "./judge.js";
import { mutated } from "./mutations.js";
import { Pool } from "./pool.js";
import { Random } from "./random.js";
import { loadTargets, type Request, requestFor, type Target } from "./requests.js";
import { shrunk } from "./shrink.js";
import { Values } from "./values.js";

/** How much to try. */
export interface FuzzOptions {
  readonly count: number;
  readonly seed: number;
  /** The first request, to repeat a part of a longer run: a multiple of 5,000. Default 0. */
  readonly from?: number;
  /** Real milliseconds without an answer after which the simulator is said to hang. */
  readonly patience?: number;
  /** Told now and then how many requests were sent. */
  readonly progress?: (sent: number, failures: number) => void;
}

/** A fault that was found. */
export interface Failure extends Flaw {
  /** The smallest bytes that still show it. */
  readonly bytes: Buffer;
  readonly times: number;
}

/** Requests after which the simulator is restarted, which limits its memory. */
const ERA = 5_000;
/** Of a hundred requests, how many are broken in their framing, and go to a simulator that verifies signatures. */
const BROKEN = 0.06;
const VERIFIED = 0.1;

/** Sends random requests to simulators of this process and collects what must not happen. */
export async function fuzz(options: FuzzOptions): Promise<Failure[]> {
  const { count, seed, from = 0, progress } = options;
  const run = await FuzzRun.start(options);
  try {
    for (let sent = from; sent < from + count; sent++) {
      if (sent % ERA === 0) await run.reset();
      await run.step(new Random(seed * 1_000_003 + sent));
      if (sent % 10_000 === 9_999) progress?.(sent + 1, run.failures.size);
    }
    return [...run.failures.values()];
  } finally {
    await run.close();
  }
}

class FuzzRun {
  readonly failures = new Map<string, Failure>();
  private readonly connections: ReadonlyMap<AwsSim, Connection>;
  private readonly protocols;
  private record: LoggedRequest | undefined;
  private pool = new Pool();

  private constructor(
    private readonly open: AwsSim,
    private readonly verified: AwsSim,
    private readonly targets: readonly Target[],
    private readonly patience: number,
  ) {
    this.connections = new Map([open, verified].map((sim) => [sim, new Connection(sim.port)]));
    this.protocols = new Map(
      targets.map(({ name, model }) => [name, model.facts.protocols ?? [model.facts.protocol]]),
    );
    for (const sim of [open, verified]) {
      sim.requests.listen((record) => {
        this.record = record;
      });
    }
  }

  static async start({ seed, patience = 15_000 }: FuzzOptions): Promise<FuzzRun> {
    // Long polls wait for simulated time: if it is frozen, they end after seconds.
    const common = { clock: "frozen", delays: 0, seed, requestLogLimit: 10, requestInputLimit: 0 } as const;
    const [open, verified, targets] = await Promise.all([
      createAwsSim(common),
      createAwsSim({ ...common, verifySignatures: { accessKeyId: "AKIAFUZZ", secretAccessKey: "secret" } }),
      loadTargets(),
    ]);
    return new FuzzRun(open, verified, targets, patience);
  }

  async reset(): Promise<void> {
    this.pool = new Pool();
    for (const sim of [this.open, this.verified]) {
      sim.reset();
      sim.s3.createBucket("bkt");
      sim.s3.createBucket("versioned", { versioning: "Enabled" });
      for (const bucket of ["bkt", "versioned"]) sim.s3.putObject(bucket, "key", "content");
    }
  }

  async step(random: Random): Promise<void> {
    const sim = random.chance(VERIFIED) ? this.verified : this.open;
    const values = new Values(random, this.pool, random.pick([0, 0.02, 0.2]));
    const request = requestFor(random.pick(this.targets), random, values);
    if (random.chance(BROKEN)) {
      const bytes = broken(request, random);
      const flaw = await this.tryRaw(sim, bytes);
      if (flaw) await this.note(flaw, () => Promise.resolve(bytes));
      return;
    }
    const sent = random.chance(0.5) ? mutated(request, random) : request;
    const flaw = await this.try(sim, sent);
    if (flaw) await this.note(flaw, async () => bytesOf(await this.smallest(sim, sent, flaw)));
  }

  async close(): Promise<void> {
    for (const connection of this.connections.values()) connection.close();
    await Promise.all([this.open.close(), this.verified.close()]);
  }

  private smallest(sim: AwsSim, request: Request, { name }: Flaw): Promise<Request> {
    return shrunk(request, async (smaller) => (await this.try(sim, smaller))?.name === name);
  }

  private async try(sim: AwsSim, request: Request): Promise<Flaw | undefined> {
    this.record = undefined;
    const connection = this.connections.get(sim);
    if (!connection) throw new Error("There is no connection to this simulator.");
    const outcome = await connection.request(bytesOf(request), request.method, this.patience);
    if (typeof outcome === "object" && outcome.body.length < 20_000) this.pool.learn(outcome.body.toString());
    return flawOf(outcome, this.record, this.protocols);
  }

  private async tryRaw(sim: AwsSim, bytes: Buffer): Promise<Flaw | undefined> {
    this.record = undefined;
    return flawOf(await sendRaw(sim.port, bytes, this.patience), this.record, this.protocols);
  }

  private async note(flaw: Flaw, reproduce: () => Promise<Buffer>): Promise<void> {
    const known = this.failures.get(flaw.name);
    if (known) this.failures.set(flaw.name, { ...known, times: known.times + 1 });
    else this.failures.set(flaw.name, { ...flaw, bytes: await reproduce(), times: 1 });
  }
}
