import { AsyncLocalStorage } from "node:async_hooks";
import { isPromise } from "../values/promises.js";

/** Event-loop turns without any activity after which everything is taken to have settled. */
const QUIET_TURNS = 12;
/** Real milliseconds that a job may stay silent, waiting on the outside simulation, before it is left to itself. */
const GRACE = 100;
/** One-shot system requests (a file read, a connect): while one is under way, somebody is about to go on. */
const PENDING_IO = /Req|ConnectWrap|WriteWrap|ShutdownWrap/;

/** A handler of the test that is running. */
interface Job {
  /** Sleeps on the simulated clock, or waits to be stopped: nothing will happen until time moves. */
  parked: number;
  /** Waits on something that the simulator does not know of, for longer than the grace. */
  detached: boolean;
  /** Work of the simulator itself, which is sure to end: it is waited for however long it takes. */
  readonly own: boolean;
}

/**
 * Knows whether anything is still going on in this process because of the
 * simulator: handlers, requests, code that a sleep woke up. `advance` asks it
 * before each step, so that code under test acts at the simulated moment at
 * which it was woken and not at the end of the advance.
 */
export class Work {
  private readonly current = new AsyncLocalStorage<Job>();
  private readonly jobs = new Set<Job>();
  private count = 0;

  /** Grows with everything that happens: unchanged means that nothing did. */
  get activity(): number {
    return this.count;
  }

  /** Something happened: a request came or was answered, a sleeper woke, a handler ended. */
  touch(): void {
    this.count++;
  }

  /** Calls a handler of the test; while what it promised is under way, it is a job that {@link settle} waits for. */
  run<Result>(handler: () => Promise<Result>): Promise<Result>;
  run<Result>(handler: () => Result | Promise<Result>): Result | Promise<Result>;
  run<Result>(handler: () => Result | Promise<Result>): Result | Promise<Result> {
    const job: Job = { parked: 0, detached: false, own: false };
    this.touch();
    const result = this.current.run(job, handler);
    if (!isPromise(result)) {
      if (this.jobs.size === 0) this.current.disable();
      return result;
    }
    return this.follow(job, Promise.resolve(result));
  }

  /** Makes a promise of the simulator's own a job that {@link settle} waits for. */
  track<Result>(promise: Promise<Result>): Promise<Result> {
    return this.follow({ parked: 0, detached: false, own: true }, promise);
  }

  /** Marks the job that this is called from as waiting for simulated time until the promise settles. */
  async park<Result>(waiting: Promise<Result>): Promise<Result> {
    const job = this.current.getStore();
    if (job) job.parked++;
    try {
      return await waiting;
    } finally {
      if (job) {
        job.parked--;
        job.detached = false;
      }
      this.touch();
    }
  }

  /** Forgets every job: what they still do no longer concerns the simulator. */
  clear(): void {
    this.jobs.clear();
  }

  /**
   * Resolves when nothing goes on any more, apart from jobs that wait for time or for the outside world.
   *
   * @param listening real milliseconds that have to be quiet: the system may
   *   keep what a client has just sent from the server for a while.
   */
  async settle(listening = 0): Promise<void> {
    let seen = this.count;
    let quiet = 0;
    let since = performance.now();
    for (;;) {
      await (quiet < QUIET_TURNS ? nextTurn() : nextMillisecond());
      if (seen !== this.count) {
        seen = this.count;
        quiet = 0;
        since = performance.now();
        continue;
      }
      if (++quiet < QUIET_TURNS || performance.now() - since < listening) continue;
      const busy = this.busyJobs();
      if (busy.length === 0 && !ioPending()) return;
      if (busy.some(({ own }) => own)) continue;
      if (performance.now() - since > GRACE) {
        for (const job of busy) job.detached = true;
        return;
      }
    }
  }

  private follow<Result>(job: Job, promise: Promise<Result>): Promise<Result> {
    this.jobs.add(job);
    return promise.finally(() => {
      this.jobs.delete(job);
      this.touch();
      // While it is in use, Node hooks into every promise of the process: twice the cost of a request.
      if (this.jobs.size === 0) this.current.disable();
    });
  }

  private busyJobs(): Job[] {
    return [...this.jobs].filter((job) => job.parked === 0 && !job.detached);
  }
}

function ioPending(): boolean {
  return process.getActiveResourcesInfo().some((resource) => PENDING_IO.test(resource));
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function nextMillisecond(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
