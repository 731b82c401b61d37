import { defineTable } from "../../../runtime/store/store.js";
import type { Notification } from "./messages.js";

/** The messages in the archives of FIFO topics, by the id of the topic and in the order of arrival. */
export const ARCHIVED_MESSAGES = defineTable<Notification>({
  name: "sns.archived-messages",
  key: ["topic", "timestamp", "sequenceNumber"],
});

/** The progress of a replay, as returned in `ReplayStatus`. */
export type ReplayStatus = "Pending" | "In progress" | "Completed" | "Failed";

/** The replay that the `ReplayPolicy` of a subscription requests. */
export interface Replay {
  readonly status: ReplayStatus;
  /** Distinguishes it from an earlier replay of the subscription. */
  readonly id: string;
  /** In milliseconds since the epoch, both inclusive. */
  readonly from: number;
  readonly to?: number;
  /** The key of the last replayed message. */
  readonly position?: string;
}
