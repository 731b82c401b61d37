import type { NotificationConfigurationFilter } from "../generated/types.js";

/** What the configurations of queues, topics and functions have in common. */
export interface EventConfiguration {
  readonly Id?: string;
  readonly Events: readonly string[];
  readonly Filter?: NotificationConfigurationFilter;
}
