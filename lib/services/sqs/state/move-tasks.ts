import { defineTable } from "../../../runtime/store/store.js";

export type MoveTaskStatus = "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";

/** A task that moves messages from a dead-letter queue. Key: its id. */
export interface MoveTaskRow {
  readonly id: string;
  readonly status: MoveTaskStatus;
  readonly sourceArn: string;
  /** If omitted, each message returns to its original queue. */
  readonly destinationArn?: string;
  readonly messagesPerSecond?: number;
  readonly moved: number;
  readonly toMove: number;
  readonly failure?: string;
  /** In milliseconds since the epoch. */
  readonly started: number;
  /** Orders the tasks of a region. */
  readonly number: number;
}

export const MOVE_TASKS = defineTable<MoveTaskRow>({ name: "sqs.move-tasks", key: "id" });
