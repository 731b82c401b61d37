import { defineControl, list, type StateOf, stateOf } from "../../control/definition/define-control.js";
import { string } from "../../control/definition/kinds.js";
import { optional } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import type { SqsRecord } from "../../shared/queue-records.js";
import { pipeArn } from "./pipes.js";
import { BATCHES, type BatchRow, PIPES } from "./state.js";

/** A pipe. */
export interface PipesPipe {
  readonly name: string;
  readonly arn: string;
  /** `RUNNING`, `STOPPED`, or a transitional state. */
  readonly state: string;
  /** The reason of a failed state. */
  readonly stateReason?: string;
  readonly source: string;
  readonly target: string;
}

/** A batch that a pipe has processed. */
export interface PipeBatch {
  readonly pipe: string;
  /** Time at which it was sent, in milliseconds since the epoch. */
  readonly at: number;
  /** The messages, in the form that functions receive. */
  readonly records: readonly SqsRecord[];
  readonly target: string;
  /** The inputs of the target as JSON: one for all records, or one for each. */
  readonly inputs: readonly string[];
  /** `recorded` means that the target is outside the simulator. */
  readonly status: BatchRow["status"];
  /** The ids of the messages that return to the queue. */
  readonly failed: readonly string[];
  /** The reason of the failure. */
  readonly reason?: string;
}

/** All pipes, and the batches that they have processed. */
export type PipesState = StateOf<PipesSim, "pipes" | "batches">;

/** `sim.pipes`: reads pipes. Returned values are copies. */
export interface PipesSim {
  /** Returns the API for another account or region. */
  at(scope: Scope): PipesSim;
  /** Returns all pipes, sorted by name. */
  pipes(): PipesPipe[];
  /**
   * Returns the batches that all pipes, or one, have processed, oldest first. The option `historyLimit`
   * limits their number.
   *
   * @throws TypeError if the pipe does not exist.
   */
  batches(pipe?: string): PipeBatch[];
  /** Returns all pipes, and the batches that they have processed. */
  state(at?: Scope): PipesState;
}

const reads = { pipes: list([], pipes), batches: list([optional("pipe", string)], batches) };

export const pipesControl = defineControl<PipesSim>({ ...reads, state: stateOf(reads) }, { placed: true });

function pipes(ctx: Context): PipesPipe[] {
  return Array.from(ctx.table(PIPES).values(), ({ name, current, reason, settings }) => ({
    name,
    arn: pipeArn(ctx, name),
    state: current,
    ...(reason !== undefined && { stateReason: reason }),
    source: settings.Source,
    target: settings.Target,
  }));
}

/** @throws UnknownResource */
function batches(ctx: Context, wanted?: string): PipeBatch[] {
  if (wanted !== undefined && !ctx.table(PIPES).has(wanted)) {
    const known = Array.from(ctx.table(PIPES).values(), ({ name }) => name);
    throw new UnknownResource("pipe", wanted, known, ctx);
  }
  return Array.from(ctx.table(BATCHES).entries())
    .filter(([, { pipe }]) => (wanted ?? pipe) === pipe)
    .sort(([a], [b]) => a - b)
    .map(([, { records, failure, ...batch }]) => ({
      ...batch,
      records: JSON.parse(records) as SqsRecord[],
      ...(failure && { reason: failure.reason }),
    }));
}
