import { defineTable } from "../../../core/store.js";
import type { ResourcePolicy } from "../generated/types.js";

/** Resource policies: the account's by name, those of resources by `ARN`. */
export const RESOURCE_POLICIES = defineTable<ResourcePolicy>("logs.resource-policies");
