import { AsyncLocalStorage } from "node:async_hooks";
import { isPromise } from "../values/promises.js";
import { nextTurn } from "./turns.js";

/** Event-loop turns without activity after which everything counts as settled. */
const QUIET_TURNS = 12;
/** Real milliseconds that a job may wait for something outside the simulation before `settle` ignores it. */
const GRACE = 100;
/** One-shot system requests (a file read, a connect). While one is pending, code is about to continue. */
const PENDING_IO = /Req|ConnectWrap|WriteWrap|ShutdownWrap/;

/** A handler of the test that is running. */
interface Job {
  /** Number of waits for the simulated clock or for a stop: nothing happens until time moves. */
  parked: number;
  /** Waits longer than the grace for something that the simulator cannot observe. */
  detached: boolean;
  /** Work of the simulator itself, which always ends: `settle` waits for it without a limit. */
  readonly own: boolean;
}

/**
 * Tracks the activity that the simulator causes in this process: handlers, requests, and code woken by a
 * sleep. `advance` waits for it before each step, so that code under test acts at the simulated time at which
 * it was woken, not at the end of the advance.
 */
export class Work {
  private readonly current = new AsyncLocalStorage<Job>();
  private readonly jobs = new Set<Job>();
  private count = 0;

  /** A counter of all activity; unchanged means that nothing happened. */
  get activity(): number {
    return this.count;
  }

  /** Records activity: a request arrived or completed, a sleeper woke, a handler ended. */
  touch(): void {
    this.count++;
  }

  /** Calls a handler of the test. Until its promise settles, it is a job that {@link settle} waits for. */
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

  /** Makes a promise of the simulator a job that {@link settle} waits for. */
  track<Result>(promise: Promise<Result>): Promise<Result> {
    this.touch();
    return this.follow({ parked: 0, detached: false, own: true }, promise);
  }

  /** Marks the current job as waiting for simulated time until the promise settles. */
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

  /** Drops all jobs. What they do later no longer concerns the simulator. */
  clear(): void {
    this.jobs.clear();
  }

  /**
   * Resolves when there is no activity, except jobs that wait for time or for something outside the
   * simulation.
   *
   * @param listening real milliseconds without activity that are required, because the system may delay what
   * a client has just sent.
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
      // While this is enabled, Node hooks into every promise of the process, which doubles the cost of a
      // request.
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

function nextMillisecond(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
