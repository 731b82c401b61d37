import type { NotificationConfigurationFilter } from "../generated/types.js";

/** The common members of queue, topic and function configurations. */
export interface EventConfiguration {
  readonly Id?: string;
  readonly Events: readonly string[];
  readonly Filter?: NotificationConfigurationFilter;
}
