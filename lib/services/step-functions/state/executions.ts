import type { Context } from "../../../runtime/context.js";
import { defineTable, key, keyPrefix, ONLY_ROW } from "../../../runtime/store/store.js";

/** AWS's names. `PENDING_REDRIVE` applies only to children of a map run. */
export type ExecutionStatus =
  | "RUNNING"
  | "SUCCEEDED"
  | "FAILED"
  | "TIMED_OUT"
  | "ABORTED"
  | "PENDING_REDRIVE";

/** An execution. Its frames have its running states, its history the events. */
export interface ExecutionRow {
  /** Its key: {@link executionId}. */
  readonly id: string;
  /** The name of its state machine; `machine/label` for a child of a map run. */
  readonly stateMachine: string;
  readonly name: string;
  readonly revisionId: string;
  /** The version number with which it was started. */
  readonly version: number | undefined;
  /** The alias with which it was started. */
  readonly alias: string | undefined;
  /** The last part of the ARN of an Express execution; `undefined` for Standard. */
  readonly express: string | undefined;
  readonly status: ExecutionStatus;
  /** Milliseconds since the epoch. */
  readonly startDate: number;
  readonly stopDate: number | undefined;
  /** JSON string as given. */
  readonly input: string;
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** The id of its latest history event. */
  readonly events: number;
  /** The number of the next frame. */
  readonly frames: number;
  readonly redriveCount: number;
  readonly redriveDate: number | undefined;
  /** The client token of the latest redrive. */
  readonly redriveToken: string | undefined;
  /** The id of its map run, if it is a child. */
  readonly mapRun: string | undefined;
  /** The Map state of its processor, if it is a child of a map run. */
  readonly mapState: string | undefined;
  /** Its number in the map run. */
  readonly childIndex: number | undefined;
  /** The test case of a mock configuration file with which it was started. */
  readonly testCase: string | undefined;
  /** Number of items of its batch in the map run. */
  readonly items: number | undefined;
}

/** Executions, by {@link executionId}: by state machine, oldest first. */
export const EXECUTIONS = defineTable<ExecutionRow>({
  name: "step-functions.executions",
  key: ["stateMachine", "number"],
});

/** The ids of executions by {@link nameKey}. */
export const EXECUTION_NAMES = defineTable<string>({
  name: "step-functions.execution-names",
  key: ["stateMachine", "name", "express"],
});

/** Number of started executions. */
export const EXECUTION_COUNT = defineTable<number>({ name: "step-functions.execution-counts", key: [] });

/** The id of the next execution. */
export function nextExecutionId(ctx: Context, stateMachine: string): string {
  const counts = ctx.table(EXECUTION_COUNT);
  const number = (counts.get(ONLY_ROW) ?? 0) + 1;
  counts.put(ONLY_ROW, number);
  return key(stateMachine, number);
}

export function nameKey(stateMachine: string, name: string, express?: string): string {
  return key(stateMachine, name, express ?? "");
}

/** Prefix of the ids of the executions of a state machine. */
export function idsOf(stateMachine: string): string {
  return keyPrefix(stateMachine);
}

/** Finds an execution by the parts of its ARN. */
export function findExecution(
  ctx: Context,
  stateMachine: string,
  name: string,
  express?: string,
): ExecutionRow | undefined {
  const id = ctx.table(EXECUTION_NAMES).get(nameKey(stateMachine, name, express));
  return id === undefined ? undefined : ctx.table(EXECUTIONS).get(id);
}

/** The ARN of an execution. */
export function executionArn(
  ctx: Context,
  { stateMachine, name, express }: Pick<ExecutionRow, "stateMachine" | "name" | "express">,
): string {
  return ctx.arn(
    express === undefined
      ? `execution:${stateMachine}:${name}`
      : `express:${stateMachine}:${name}:${express}`,
  );
}
