import type { Context } from "../../../runtime/context.js";
import type {
  CreateNetworkAclEntryRequest,
  DeleteNetworkAclEntryRequest,
  ReplaceNetworkAclEntryRequest,
} from "../generated/types.js";
import { checkedEntry } from "./entries.js";
import { entryExists, entryNotFound } from "./errors.js";
import { findNetworkAcl } from "./network-acls.js";
import { NETWORK_ACLS, type NetworkAclEntryRow, type NetworkAclRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html */
export function createNetworkAclEntry(input: CreateNetworkAclEntryRequest, ctx: Context): object {
  const acl = findNetworkAcl(ctx, input.NetworkAclId);
  const entry = checkedEntry(input);
  if (acl.entries.some((other) => isSame(other, entry))) throw entryExists(entry.ruleNumber);
  save(ctx, acl, [...acl.entries, entry]);
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclEntry.html */
export function replaceNetworkAclEntry(input: ReplaceNetworkAclEntryRequest, ctx: Context): object {
  const acl = findNetworkAcl(ctx, input.NetworkAclId);
  const entry = checkedEntry(input);
  save(ctx, acl, [...without(acl, entry), entry]);
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAclEntry.html */
export function deleteNetworkAclEntry(input: DeleteNetworkAclEntryRequest, ctx: Context): object {
  const acl = findNetworkAcl(ctx, input.NetworkAclId);
  save(ctx, acl, without(acl, { ruleNumber: input.RuleNumber, egress: input.Egress }));
  return {};
}

type EntryKey = Pick<NetworkAclEntryRow, "ruleNumber" | "egress">;

/** An entry is identified by its number and direction. */
function isSame(a: EntryKey, b: EntryKey): boolean {
  return a.ruleNumber === b.ruleNumber && a.egress === b.egress;
}

/** @throws InvalidNetworkAclEntry.NotFound */
function without({ entries }: NetworkAclRow, gone: EntryKey): NetworkAclEntryRow[] {
  const left = entries.filter((entry) => !isSame(entry, gone));
  if (left.length === entries.length) throw entryNotFound(gone.ruleNumber);
  return left;
}

function save(ctx: Context, acl: NetworkAclRow, entries: readonly NetworkAclEntryRow[]): void {
  ctx.table(NETWORK_ACLS).put(acl.networkAclId, { ...acl, entries });
}
