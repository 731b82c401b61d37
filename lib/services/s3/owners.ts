import { createHash } from "node:crypto";
import type { Owner } from "./generated/types.js";

/** The canonical user id of an account: 64 hex digits, equal in every run. */
export function canonicalId(account: string): string {
  return createHash("sha256").update(`canonical user of ${account}`).digest("hex");
}

export function ownerOf(account: string): Owner {
  return { ID: canonicalId(account) };
}
