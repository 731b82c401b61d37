import type { Failure } from "../../delivery/outcome.js";
import type { ReceivedMessage } from "../../runtime/ports/queues.js";
import { stateIn } from "../../runtime/state-definitions.js";
import { defineTable } from "../../runtime/store/store.js";
import type { CreatePipeRequest, PipeState, RequestedPipeState } from "./generated/types.js";

/** The settings of a pipe. */
export type PipeSettings = Omit<CreatePipeRequest, "DesiredState" | "Name" | "Tags">;

export interface PipeRow {
  readonly name: string;
  readonly settings: PipeSettings;
  readonly desired: RequestedPipeState | "DELETED";
  readonly current: PipeState;
  /** The reason of a failed state. */
  readonly reason?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** In milliseconds since the epoch, as the one that follows. */
  readonly created: number;
  readonly modified: number;
}

/** Pipes by name. */
export const PIPES = defineTable<PipeRow>({ name: "pipes.pipes", key: "name" });

/** The state of a pipe's poller. */
export interface PollerRow {
  /** A poll is scheduled, because messages have become visible or a batch has ended. */
  readonly planned: boolean;
  /** The number of batches in progress. */
  readonly running: number;
  /** Messages that were received for the next batch. */
  readonly gathered: readonly ReceivedMessage[];
  /** The end of the batching window, in milliseconds since the epoch. */
  readonly dispatchAt?: number;
}

/** Pollers by the names of their pipes. */
export const POLLERS = defineTable<PollerRow>({ name: "pipes.pollers", key: "name" });

/** A batch that a pipe has processed, or that is in progress. */
export interface BatchRow {
  readonly pipe: string;
  /** Time at which it was sent, in milliseconds since the epoch. */
  readonly at: number;
  /** The records, as JSON. */
  readonly records: string;
  readonly target: string;
  /** The inputs of the target: one for all records, or one for each. */
  readonly inputs: readonly string[];
  readonly status: "running" | "delivered" | "recorded" | "failed";
  /** The ids of the messages that return to the queue. */
  readonly failed: readonly string[];
  readonly failure?: Failure;
}

/** The latest batches, by number. */
export const BATCHES = defineTable<BatchRow, number>({ name: "pipes.batches", key: "number" });

/** The number of the next batch. */
export const BATCH_NUMBERS = defineTable<number>({ name: "pipes.batch-numbers", key: [] });

export const state = stateIn({ PIPES, POLLERS, BATCHES, BATCH_NUMBERS });
