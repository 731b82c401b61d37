import { defineTable } from "../../runtime/store/store.js";
import type { PublicAccessBlockConfiguration } from "./generated/types.js";

/** What an account blocks of public access, all members told: under {@link WHOLE_ACCOUNT}. */
export const PUBLIC_ACCESS_BLOCKS = defineTable<Required<PublicAccessBlockConfiguration>>({
  name: "s3-control.public-access-blocks",
  key: [],
  scope: "account",
});

export const WHOLE_ACCOUNT = "account";
