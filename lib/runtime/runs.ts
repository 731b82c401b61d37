import type { Clock } from "../clock/clock.js";
import type { Scheduler } from "../clock/scheduler.js";
import { isPromise } from "../values/promises.js";
import { Context } from "./context.js";
import type { TimerHandler } from "./service.js";
import { key as joinKey } from "./store/key.js";
import { type AccountRegion, defineTable, type Store } from "./store/store.js";
import { defineTransient } from "./transient-state.js";

/** Work that goes on after the request or timer that began it, such as a handler of a test: a row until it ends. */
export interface Run<State> extends AccountRegion {
  /** The name of its {@link RunKind}. */
  readonly kind: string;
  /** Names it among the runs of its kind in its account and region. */
  readonly key: string;
  /** From 1; grows each time that the run begins again. */
  readonly attempt: number;
  /** When it began first, in milliseconds of simulated time since the epoch. */
  readonly startedAt: number;
  /** What {@link RunKind.begin} needs. Plain data. */
  readonly state: State;
}

interface RunSteps<State, Outcome> {
  /** Unique in a simulator: `ecs.container`. */
  readonly name: string;
  /** Does the work. What can go wrong with it is an outcome; it throws only for a defect of the simulator. */
  begin(run: Run<State>, ctx: Context): Outcome | Promise<Outcome>;
  /** Writes the outcome, in a transaction of the runtime. */
  finish(run: Run<State>, outcome: Outcome, ctx: Context): void;
}

/**
 * A kind of run, and what becomes of its unfinished runs when the simulator
 * goes back to a snapshot: they begin again, or fail.
 */
export type RunKind<State, Outcome> = RunSteps<State, Outcome> &
  (
    | { readonly onRestart: "restart" }
    | {
        readonly onRestart: "fail";
        /** Writes that a run ended without an outcome, in a transaction of the runtime. */
        fail(run: Run<State>, ctx: Context): void;
      }
  );

/** A kind of run whose state and outcome are not known here. */
type AnyRunKind = RunKind<never, unknown>;

/** Declares a kind of run. The timers of its service include its {@link runTimers}. */
export function defineRun<State, Outcome>(kind: RunKind<State, Outcome>): RunKind<State, Outcome> {
  return kind;
}

/** Unfinished runs, by kind and key. */
export const RUNS = defineTable<Run<unknown>>({ name: "runtime.runs", key: ["kind", "key"] });

/** The rows of the runs whose promises are under way in this process. */
class UnderWay extends Set<Run<unknown>> {
  /** Earlier runs no longer concern the simulator. */
  interrupt(): void {
    this.clear();
  }
}

export const UNDER_WAY = defineTransient("runtime.runs-under-way", () => new UnderWay());

/** What came of beginning a run: its outcome, or a promise of it, which resolves after `finish` has written it. */
export type Started<Outcome> = { readonly outcome: Outcome } | { readonly later: Promise<Outcome> };

/**
 * Begins a run. If its outcome is there when `begin` returns, the caller
 * writes it; otherwise the run is a row until the runtime does that.
 */
export function beginRun<State, Outcome>(
  ctx: Context,
  kind: RunKind<State, Outcome>,
  key: string,
  state: State,
): Started<Outcome> {
  return begin(ctx, kind, firstAttempt(ctx, kind.name, key, state));
}

/** As {@link beginRun}, but the outcome is written in any case; a promise of it resolves after that. */
export function startRun<State, Outcome>(
  ctx: Context,
  kind: RunKind<State, Outcome>,
  key: string,
  state: State,
): Outcome | Promise<Outcome> {
  return start(ctx, kind, firstAttempt(ctx, kind.name, key, state));
}

/** Whether a run has begun and not ended. */
export function hasRun(ctx: Context, kind: string, key: string): boolean {
  return ctx.table(RUNS).has(joinKey(kind, key));
}

/** Drops a run: its outcome is not written. */
export function abandonRun(ctx: Context, kind: string, key: string): void {
  const id = joinKey(kind, key);
  const run = ctx.table(RUNS).get(id);
  if (!run) return;
  ctx.transient(UNDER_WAY).delete(run);
  ctx.table(RUNS).delete(id);
}

/** Lets code of a run write while it is under way. Does nothing after a reset, a restore or a close. */
export function writeDuringRun(ctx: Context, write: () => void): void {
  if (!ctx.era.ended) Context.simulationOf(ctx).store.transaction(write);
}

/** @internal Lets every unfinished run begin again or fail, as its kind declares: the store has changed as a whole. */
export function resumeRuns(store: Store, scheduler: Scheduler, clock: Clock): void {
  const unfinished = Array.from(store.everywhere(RUNS), (table) => [...table.values()]).flat();
  for (const { kind, key, account, region } of unfinished.sort((a, b) => a.startedAt - b.startedAt))
    scheduler.schedule(clock.now(), { kind: resumeTimer(kind), key, account, region });
}

/** The timers by which unfinished runs of these kinds begin again or fail. */
export function runTimers(...kinds: readonly AnyRunKind[]): Record<string, TimerHandler> {
  return Object.fromEntries(
    kinds.map((kind) => [resumeTimer(kind.name), (key: string, ctx: Context) => resume(ctx, kind, key)]),
  );
}

function resume(ctx: Context, kind: AnyRunKind, key: string): void {
  const id = joinKey(kind.name, key);
  // True by construction: only this kind writes rows of its name.
  const run = ctx.table(RUNS).get(id) as Run<never> | undefined;
  // A snapshot may have been taken between a restore and this timer.
  if (!run || ctx.transient(UNDER_WAY).has(run)) return;
  ctx.table(RUNS).delete(id);
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

function begin<State, Outcome>(
  ctx: Context,
  kind: RunKind<State, Outcome>,
  run: Run<State>,
): Started<Outcome> {
  const outcome = kind.begin(run, ctx);
  if (!isPromise(outcome)) return { outcome };
  const later = Promise.resolve(outcome).then((known) => {
    ctx.era.check();
    end(ctx, run, () => kind.finish(run, known, ctx));
    return known;
  });
  // A defect must not go unnoticed, even if nothing waits for the outcome.
  later.catch((error: unknown) => {
    if (ctx.era.ended) return;
    end(ctx, run, () => {});
    Context.simulationOf(ctx).clock.fail([error]);
  });
  ctx.table(RUNS).put(joinKey(run.kind, run.key), run);
  ctx.transient(UNDER_WAY).add(run);
  return { later };
}

/** Removes the row of a run and writes its outcome, unless the run was abandoned or what began it was undone. */
function end(ctx: Context, run: Run<unknown>, write: () => void): void {
  if (!ctx.transient(UNDER_WAY).delete(run)) return;
  const { store, clock } = Context.simulationOf(ctx);
  store.transaction(() => {
    if (ctx.table(RUNS).delete(joinKey(run.kind, run.key))) write();
  });
  clock.runDue();
}

function resumeTimer(kind: string): string {
  return `${kind}-resume`;
}
