import { defineTable } from "../../runtime/store/store.js";
import type { PublicAccessBlockConfiguration } from "./generated/types.js";

/** What an account blocks of public access: every member is present. */
export const PUBLIC_ACCESS_BLOCKS = defineTable<Required<PublicAccessBlockConfiguration>>({
  name: "s3-control.public-access-blocks",
  key: [],
  scope: "account",
});
