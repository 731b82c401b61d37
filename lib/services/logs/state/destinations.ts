import { defineTable } from "../../../runtime/store/store.js";
import type { Destination } from "../generated/types.js";
import type { Tags } from "./groups.js";

/** Destinations for subscriptions of other accounts, by name. */
export type DestinationRow = Destination & {
  readonly destinationName: string;
  readonly targetArn: string;
  readonly arn: string;
  readonly tags: Tags;
};

export const DESTINATIONS = defineTable<DestinationRow>({ name: "logs.destinations", key: "name" });
