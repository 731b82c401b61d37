import type { Clock } from "../clock/clock.js";
import type { Scheduler } from "../clock/scheduler.js";
import { isPromise } from "../values/promises.js";
import { Context } from "./context.js";
import type { TimerHandler } from "./service.js";
import { StorageError } from "./storage-error.js";
import { key as joinKey } from "./store/key.js";
import { type AccountRegion, defineTable, type Store } from "./store/store.js";
import { defineTransient } from "./transient-state.js";

/**
 * Work that continues after the request or timer that started it, such as a handler of a test. It is a row
 * until it ends.
 */
export interface Run<State> extends AccountRegion {
  /** The name of its {@link RunKind}. */
  readonly kind: string;
  /** Identifies the run among those of its kind in its account and region. */
  readonly key: string;
  /** Starts at 1 and increases each time the run starts again. */
  readonly attempt: number;
  /** Time of the first start, in milliseconds of simulated time since the epoch. */
  readonly startedAt: number;
  /** Input of {@link RunKind.begin}. Plain data. */
  readonly state: State;
}

interface RunSteps<State, Outcome> {
  /** Unique in a simulator: `ecs.container`. */
  readonly name: string;
  /** Does the work. Failures of the work are outcomes; it throws only for a bug in the simulator. */
  begin(run: Run<State>, ctx: Context): Outcome | Promise<Outcome>;
  /** Writes the outcome, in a transaction of the runtime. */
  finish(run: Run<State>, outcome: Outcome, ctx: Context): void;
  /**
   * Writes the outcome of a run whose process has ended, as AWS does when a host is lost, in a transaction of
   * the runtime. Default the run starts again or fails, as after a restore.
   */
  lose?(run: Run<State>, ctx: Context): void;
}

/** A kind of run. Defines whether its unfinished runs start again or fail after a restore. */
export type RunKind<State, Outcome> = RunSteps<State, Outcome> &
  (
    | { readonly onRestart: "restart" }
    | {
        readonly onRestart: "fail";
        /** Writes that a run ended without an outcome, in a transaction of the runtime. */
        fail(run: Run<State>, ctx: Context): void;
      }
  );

/** A kind of run of unknown state and outcome types. */
type AnyRunKind = RunKind<never, unknown>;

/** Declares a kind of run. The timers of its service must include its {@link runTimers}. */
export function defineRun<State, Outcome>(kind: RunKind<State, Outcome>): RunKind<State, Outcome> {
  return kind;
}

/** Unfinished runs, by kind and key. */
export const RUNS = defineTable<Run<unknown>>({ name: "runtime.runs", key: ["kind", "key"] });

/** The rows of the runs whose promises are pending in this process. */
class UnderWay extends Set<Run<unknown>> {
  /** Drops earlier runs, which no longer concern the simulator. */
  interrupt(): void {
    this.clear();
  }
}

export const UNDER_WAY = defineTransient("runtime.runs-under-way", () => new UnderWay());

/**
 * The result of starting a run: its outcome, or a promise that resolves after `finish` has written the
 * outcome.
 */
export type Started<Outcome> = { readonly outcome: Outcome } | { readonly later: Promise<Outcome> };

/**
 * Starts a run. If `begin` returns the outcome synchronously, the caller writes it; otherwise the run is a
 * row until the runtime writes it.
 */
export function beginRun<State, Outcome>(
  ctx: Context,
  kind: RunKind<State, Outcome>,
  key: string,
  state: State,
): Started<Outcome> {
  return begin(ctx, kind, firstAttempt(ctx, kind.name, key, state));
}

/** As {@link beginRun}, but the runtime always writes the outcome; a promise resolves after that. */
export function startRun<State, Outcome>(
  ctx: Context,
  kind: RunKind<State, Outcome>,
  key: string,
  state: State,
): Outcome | Promise<Outcome> {
  return start(ctx, kind, firstAttempt(ctx, kind.name, key, state));
}

/** Whether a run has started and not ended. */
export function hasRun(ctx: Context, kind: string, key: string): boolean {
  return ctx.table(RUNS).has(joinKey(kind, key));
}

/** Drops a run, so that its outcome is not written. @returns the run, if it was pending. */
export function abandonRun(ctx: Context, kind: string, key: string): Run<unknown> | undefined {
  const id = joinKey(kind, key);
  const run = ctx.table(RUNS).get(id);
  if (!run) return undefined;
  ctx.transient(UNDER_WAY).delete(run);
  ctx.table(RUNS).delete(id);
  return run;
}

/** Lets the code of a running run write state. Does nothing after a reset, restore or close. */
export function writeDuringRun(ctx: Context, write: () => void): void {
  if (!ctx.era.ended) Context.simulationOf(ctx).store.transaction(write);
}

/** @internal Lets every unfinished run begin again or fail, as its kind declares: the store has changed as a whole. */
export function resumeRuns(store: Store, scheduler: Scheduler, clock: Clock): void {
  scheduleRuns(store, scheduler, clock, resumeTimer);
}

/** @internal What {@link resumeRuns} does, for a state of a process that has ended: what ran has lost its host. */
export function loseRuns(store: Store, scheduler: Scheduler, clock: Clock): void {
  scheduleRuns(store, scheduler, clock, lossTimer);
}

function scheduleRuns(
  store: Store,
  scheduler: Scheduler,
  clock: Clock,
  timerOf: (kind: string) => string,
): void {
  const unfinished = Array.from(store.everywhere(RUNS), (table) => [...table.values()]).flat();
  for (const { kind, key, account, region } of unfinished.sort((a, b) => a.startedAt - b.startedAt))
    scheduler.schedule(clock.now(), { kind: timerOf(kind), key, account, region });
}

/** The timers by which unfinished runs of these kinds start again, fail or are lost. */
export function runTimers(...kinds: readonly AnyRunKind[]): Record<string, TimerHandler> {
  return Object.fromEntries(
    kinds.flatMap((kind): [string, TimerHandler][] => [
      [resumeTimer(kind.name), (key, ctx) => resume(ctx, kind, key, false)],
      [lossTimer(kind.name), (key, ctx) => resume(ctx, kind, key, true)],
    ]),
  );
}

function resume(ctx: Context, kind: AnyRunKind, key: string, lost: boolean): void {
  const id = joinKey(kind.name, key);
  // Only this kind writes rows of its name.
  const run = ctx.table(RUNS).get(id) as Run<never> | undefined;
  // A snapshot may have been taken between a restore and this timer.
  if (!run || ctx.transient(UNDER_WAY).has(run)) return;
  ctx.table(RUNS).delete(id);
  if (lost && kind.lose) return kind.lose(run, ctx);
  if (kind.onRestart === "fail") return kind.fail(run, ctx);
  start(ctx, kind, { ...run, attempt: run.attempt + 1 });
}

function firstAttempt<State>(ctx: Context, kind: string, key: string, state: State): Run<State> {
  const { account, region } = ctx;
  return { kind, key, account, region, attempt: 1, startedAt: ctx.now(), state };
}

function start<State, Outcome>(
  ctx: Context,
  kind: RunKind<State, Outcome>,
  run: Run<State>,
): Outcome | Promise<Outcome> {
  const started = begin(ctx, kind, run);
  if ("later" in started) return started.later;
  kind.finish(run, started.outcome, ctx);
  return started.outcome;
}

/**
 * Runs the start of work that {@link followRun} may turn into a run, so that its changes have the run as
 * their origin.
 */
export function asPartOfRun<State, Outcome, Result>(
  ctx: Context,
  kind: RunKind<State, Outcome>,
  key: string | number,
  state: State,
  work: () => Result,
): Result {
  const origin = () => firstAttempt(ctx, kind.name, String(key), state);
  return Context.simulationOf(ctx).store.attribute(origin, work);
}

/** Turns started work into a run. Its outcome is written as by {@link beginRun}. */
export function followRun<State, Outcome>(
  ctx: Context,
  kind: RunKind<State, Outcome>,
  key: string,
  state: State,
  outcome: PromiseLike<Outcome>,
): void {
  void follow(ctx, kind, firstAttempt(ctx, kind.name, key, state), outcome);
}

function begin<State, Outcome>(
  ctx: Context,
  kind: RunKind<State, Outcome>,
  run: Run<State>,
): Started<Outcome> {
  const outcome = Context.simulationOf(ctx).store.attribute(
    () => run,
    () => kind.begin(run, ctx),
  );
  return isPromise(outcome) ? { later: follow(ctx, kind, run, outcome) } : { outcome };
}

function follow<State, Outcome>(
  ctx: Context,
  kind: RunKind<State, Outcome>,
  run: Run<State>,
  outcome: PromiseLike<Outcome>,
): Promise<Outcome> {
  const later = Promise.resolve(outcome).then((known) => {
    ctx.era.check();
    end(ctx, run, () => kind.finish(run, known, ctx));
    return known;
  });
  // A bug must be reported even if nothing awaits the outcome.
  later.catch((error: unknown) => {
    if (ctx.era.ended) return;
    end(ctx, run, () => {});
    Context.simulationOf(ctx).clock.fail([error]);
  });
  ctx.table(RUNS).put(joinKey(run.kind, run.key), run);
  ctx.transient(UNDER_WAY).add(run);
  return later;
}

/**
 * Removes the row of a run and writes its outcome, unless the run was abandoned or its start was rolled back.
 */
function end(ctx: Context, run: Run<unknown>, write: () => void): void {
  const underWay = ctx.transient(UNDER_WAY);
  if (!underWay.delete(run)) return;
  const { store, clock } = Context.simulationOf(ctx);
  try {
    store.transaction(() => {
      if (ctx.table(RUNS).delete(joinKey(run.kind, run.key))) write();
    }, run);
  } catch (error) {
    // The outcome is nowhere else.
    if (error instanceof StorageError)
      clock.retry(() => {
        underWay.add(run);
        end(ctx, run, write);
      });
    throw error;
  }
  clock.runDue();
}

function resumeTimer(kind: string): string {
  return `${kind}-resume`;
}

function lossTimer(kind: string): string {
  return `${kind}-loss`;
}
