import { defineTable } from "../../../runtime/store/store.js";
import type { EncryptionConfiguration } from "../generated/types.js";
import type { Tags } from "./state-machines.js";

/** An activity. */
export interface ActivityRow {
  readonly name: string;
  readonly creationDate: Date;
  readonly encryptionConfiguration: EncryptionConfiguration;
  readonly tags: Tags;
}

/** Activities, by name. */
export const ACTIVITIES = defineTable<ActivityRow>({ name: "step-functions.activities", key: "name" });

/** Names of activities in listing order, by `orderKey`. */
export const ACTIVITY_ORDER = defineTable<string>({
  name: "step-functions.activity-orders",
  key: ["creationDate", "name"],
});
