import { deliveryTimers } from "../../delivery/engine.js";
import type { TimerHandler } from "../../runtime/service.js";
import { REPLAY_TIMERS } from "./archives/replays.js";
import { ARCHIVE_TIMERS } from "./archives/store.js";
import { CONNECTION_TIMERS } from "./connections/lifecycle.js";
import { runSchedule } from "./rules/scheduled-events.js";
import { SCHEDULE_TIMER } from "./rules/schedules.js";
import { TARGET_DELIVERIES } from "./targets/deliveries.js";

/** The delays of EventBridge. */
export const DELAYS = {
  /** Between an event and the first attempt to send it to a target. */
  delivery: 0,
  /** Until an OAuth connection is authorized. */
  connectionAuthorization: "1s",
  /** Until a deleted connection is removed. */
  connectionDeletion: "1s",
  /** Until a replay starts. */
  replayStart: "1s",
  /** Between two batches of 1,000 events of a replay. */
  replay: "1s",
  /** Until a cancelled replay has ended. */
  replayCancellation: "1s",
} as const;

export const TIMERS: Readonly<Record<string, TimerHandler>> = {
  ...ARCHIVE_TIMERS,
  ...CONNECTION_TIMERS,
  ...REPLAY_TIMERS,
  ...deliveryTimers(TARGET_DELIVERIES),
  [SCHEDULE_TIMER]: runSchedule,
};
