import { REPLAY_TIMERS } from "./archives/replays.js";
import { ARCHIVE_TIMERS } from "./archives/store.js";
import { DELIVERY_TIMERS } from "./deliveries/delivery.js";
import { MESSAGE_TIMERS } from "./messages/publish.js";
import { SUBSCRIPTION_TIMERS } from "./subscriptions/expiry.js";

/** The delays of SNS. */
export const DELAYS = {
  /** Messages: published → sent to each subscriber. */
  delivery: 0,
  /** Until a replay sends its next 1,000 messages. */
  replay: 0,
  /** Until the subscriptions of a deleted topic are removed. */
  subscriptionRemoval: "1m",
} as const;

export const TIMERS = {
  ...DELIVERY_TIMERS,
  ...MESSAGE_TIMERS,
  ...SUBSCRIPTION_TIMERS,
  ...ARCHIVE_TIMERS,
  ...REPLAY_TIMERS,
};
