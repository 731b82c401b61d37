import { defineTable, key, keyBelow } from "../../../runtime/store/store.js";
import type { ExecutionStatus } from "./executions.js";

/** A map run of a distributed Map state. Its children are executions. */
export interface MapRunRow {
  /** Its key: {@link mapRunId}. */
  readonly id: string;
  /** The execution, frame and activity that wait for it. */
  readonly execution: string;
  readonly frame: number;
  readonly serial: number;
  /** The name of its Map state. */
  readonly state: string;
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  /** Milliseconds since the epoch. */
  readonly startDate: number;
  readonly stopDate: number | undefined;
  /** 0 means no limit. */
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number | undefined;
  readonly toleratedFailurePercentage: number | undefined;
  readonly executions: MapRunCounts;
  readonly items: MapRunCounts;
  /** The S3 location of the results, if they are written. */
  readonly writer: { readonly bucket: string; readonly prefix: string } | undefined;
  /** Whether the timer of its next step is scheduled. */
  readonly stepping: boolean;
  readonly redriveCount: number;
  readonly redriveDate: number | undefined;
}

/** The numbers of executions or items of a map run by status. */
export interface MapRunCounts {
  readonly total: number;
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly aborted: number;
  readonly resultsWritten: number;
}

/** A child of a map run. */
export interface MapRunChildRow {
  /** The input of its execution, as a JSON string. */
  readonly input: string;
  /** Number of items. */
  readonly items: number;
  /** The id of its execution, once it was started. */
  readonly execution: string | undefined;
  readonly status: ExecutionStatus | "PENDING";
}

/** Map runs, by {@link mapRunId}. */
export const MAP_RUNS = defineTable<MapRunRow>({
  name: "step-functions.map-runs",
  key: ["stateMachine", "name"],
});

/** Map runs of executions, in start order. */
export const EXECUTION_MAP_RUNS = defineTable<string>({
  name: "step-functions.execution-map-runs",
  key: ["stateMachine", "execution", "startDate", "mapRun"],
});

/** Children, by {@link childKey}, in the order of their items. */
export const MAP_RUN_CHILDREN = defineTable<MapRunChildRow>({
  name: "step-functions.map-run-members",
  key: ["stateMachine", "name", "index"],
});

/** The numbers of waiting children, by {@link childKey}. */
export const PENDING_CHILDREN = defineTable<number>({
  name: "step-functions.pending-members",
  key: ["stateMachine", "name", "index"],
});

/** @param stateMachine of the children: `machine/label`. */
export function mapRunId(stateMachine: string, name: string): string {
  return key(stateMachine, name);
}

export function childKey(mapRun: string, index: number): string {
  return keyBelow(mapRun, index);
}
