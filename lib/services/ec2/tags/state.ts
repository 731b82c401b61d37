import { defineTable } from "../../../runtime/store/store.js";
import type { Tag } from "../generated/types.js";

/** Tags by the id of the resource. */
export const TAGS = defineTable<readonly Tag[]>({ name: "ec2.tags", key: "resourceId" });
