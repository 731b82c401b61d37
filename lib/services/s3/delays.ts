import type { DelayDefaults } from "../../runtime/delays.js";

/** The delays of S3 and their defaults. */
export const DELAYS = {
  /**
   * Archived objects: restore requested → restored. AWS takes from minutes to two days, which is too long for
   * tests.
   */
  restore: "1s",
  /** Replication: written in the source bucket → in the destination bucket. */
  replication: "1s",
  /** Events: happened → sent to a function, a queue, a topic, an event bus or a sink of the test. */
  eventDelivery: 0,
} as const satisfies DelayDefaults;
