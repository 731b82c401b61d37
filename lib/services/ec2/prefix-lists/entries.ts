import { canonicalIpv4, canonicalIpv6 } from "../cidr/blocks.js";
import type { AddPrefixListEntry, RemovePrefixListEntry } from "../generated/types.js";
import { addedAndRemoved, duplicateEntry, entryNotFound } from "./errors.js";
import type { AddressFamily, PrefixListEntryRow } from "./state.js";

/** Removes and adds entries of a list, by block; an added one may replace another. */
export function changedEntries(
  family: AddressFamily,
  current: readonly PrefixListEntryRow[],
  added: readonly AddPrefixListEntry[],
  removed: readonly RemovePrefixListEntry[],
): PrefixListEntryRow[] {
  const entries = new Map(current.map((entry) => [entry.cidr, entry]));
  for (const { Cidr } of removed) {
    const cidr = canonical(family, Cidr);
    if (added.some((entry) => canonical(family, entry.Cidr) === cidr)) throw addedAndRemoved(cidr);
    if (!entries.delete(cidr)) throw entryNotFound(cidr);
  }
  const seen = new Set<string>();
  for (const { Cidr, Description } of added) {
    const cidr = canonical(family, Cidr);
    if (seen.has(cidr)) throw duplicateEntry(cidr);
    seen.add(cidr);
    entries.set(cidr, { cidr, ...(Description !== undefined && { description: Description }) });
  }
  return [...entries.values()].sort((a, b) => (a.cidr < b.cidr ? -1 : 1));
}

function canonical(family: AddressFamily, cidr: string): string {
  return family === "IPv4" ? canonicalIpv4(cidr, "Cidr") : canonicalIpv6(cidr, "Cidr");
}
