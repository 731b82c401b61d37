import { defineTable } from "../../../runtime/store/store.js";
import type { PrefixListState } from "../generated/types.js";

/** A managed prefix list of an account. */
export interface PrefixListRow {
  readonly prefixListId: string;
  readonly name: string;
  readonly addressFamily: AddressFamily;
  readonly maxEntries: number;
  readonly state: PrefixListState;
  /** The entries of each version, version 1 first. */
  readonly versions: readonly (readonly PrefixListEntryRow[])[];
}

/** Address families of lists. */
export type AddressFamily = "IPv4" | "IPv6";

/** A block of a prefix list. */
export interface PrefixListEntryRow {
  readonly cidr: string;
  readonly description?: string;
}

/** Prefix lists of accounts by id. AWS's own lists are not stored. */
export const PREFIX_LISTS = defineTable<PrefixListRow>({ name: "ec2.prefix-lists", key: "prefixListId" });
