import type { Context } from "../../../runtime/context.js";
import { createOnce } from "../client-tokens.js";
import type {
  CreateManagedPrefixListRequest,
  CreateManagedPrefixListResult,
  DeleteManagedPrefixListRequest,
  DeleteManagedPrefixListResult,
  ModifyManagedPrefixListRequest,
  ModifyManagedPrefixListResult,
  RestoreManagedPrefixListVersionRequest,
  RestoreManagedPrefixListVersionResult,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { tagNew } from "../tags/tags.js";
import { waitFor } from "../waits.js";
import { changedEntries } from "./entries.js";
import {
  awsManaged,
  familyInvalid,
  listBusy,
  listInUse,
  maxEntriesInvalid,
  nameReserved,
  tooManyEntries,
  versionMismatch,
  versionMissing,
  versionNotFound,
} from "./errors.js";
import { currentEntries, describePrefixList, findPrefixList, isAwsList, saveList } from "./prefix-lists.js";
import { PREFIX_LISTS, type PrefixListRow } from "./state.js";
import { associationsOf } from "./users.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateManagedPrefixList.html */
export function createManagedPrefixList(
  input: CreateManagedPrefixListRequest,
  ctx: Context,
): CreateManagedPrefixListResult {
  const row = createOnce<PrefixListRow>(ctx, "CreateManagedPrefixList", input, {
    find: (id) => ctx.table(PREFIX_LISTS).get(id),
    idOf: ({ prefixListId }) => prefixListId,
    create: () => makeList(ctx, input),
  });
  return { PrefixList: describePrefixList(ctx, row) };
}

function makeList(ctx: Context, input: CreateManagedPrefixListRequest): PrefixListRow {
  const { AddressFamily: addressFamily, Entries = [], MaxEntries: maxEntries, PrefixListName: name } = input;
  if (addressFamily !== "IPv4" && addressFamily !== "IPv6") throw familyInvalid(addressFamily);
  if (name.startsWith("com.amazonaws")) throw nameReserved(name);
  if (maxEntries < 1) throw maxEntriesInvalid(maxEntries);
  const entries = changedEntries(addressFamily, [], Entries, []);
  if (entries.length > maxEntries) throw tooManyEntries(maxEntries);
  const row: PrefixListRow = {
    prefixListId: newId(ctx, "pl"),
    name,
    addressFamily,
    maxEntries,
    state: "create-in-progress",
    versions: [entries],
  };
  saveList(ctx, row);
  tagNew(ctx, "prefix-list", row.prefixListId, input.TagSpecifications);
  waitFor(ctx, "prefixListChanging", row.prefixListId);
  return row;
}

/**
 * A change of entries creates a new version.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyManagedPrefixList.html
 */
export function modifyManagedPrefixList(
  input: ModifyManagedPrefixListRequest,
  ctx: Context,
): ModifyManagedPrefixListResult {
  const row = ownList(ctx, input.PrefixListId, "modified");
  const { AddEntries = [], CurrentVersion, MaxEntries, PrefixListName, RemoveEntries = [] } = input;
  const changesEntries = AddEntries.length + RemoveEntries.length > 0;
  if (changesEntries && CurrentVersion === undefined) throw versionMissing();
  if (CurrentVersion !== undefined && CurrentVersion !== row.versions.length) throw versionMismatch();
  const maxEntries = MaxEntries ?? row.maxEntries;
  const entries = changedEntries(row.addressFamily, currentEntries(row), AddEntries, RemoveEntries);
  if (MaxEntries !== undefined && MaxEntries < Math.max(entries.length, 1))
    throw maxEntriesInvalid(MaxEntries);
  if (entries.length > maxEntries) throw tooManyEntries(maxEntries);
  // A change of only the name takes effect immediately.
  const isSlow = changesEntries || MaxEntries !== undefined;
  const changed: PrefixListRow = {
    ...row,
    name: PrefixListName ?? row.name,
    maxEntries,
    state: isSlow ? "modify-in-progress" : "modify-complete",
    versions: changesEntries ? [...row.versions, entries] : row.versions,
  };
  saveList(ctx, changed);
  if (isSlow) waitFor(ctx, "prefixListChanging", row.prefixListId);
  return { PrefixList: describePrefixList(ctx, changed) };
}

/** The restored entries are a new version. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RestoreManagedPrefixListVersion.html */
export function restoreManagedPrefixListVersion(
  input: RestoreManagedPrefixListVersionRequest,
  ctx: Context,
): RestoreManagedPrefixListVersionResult {
  const row = ownList(ctx, input.PrefixListId, "restored");
  if (input.CurrentVersion !== row.versions.length) throw versionMismatch();
  const restored = row.versions[input.PreviousVersion - 1];
  if (!restored) throw versionNotFound(row.prefixListId, input.PreviousVersion);
  const changed: PrefixListRow = {
    ...row,
    state: "restore-in-progress",
    versions: [...row.versions, restored],
  };
  saveList(ctx, changed);
  waitFor(ctx, "prefixListChanging", row.prefixListId);
  return { PrefixList: describePrefixList(ctx, changed) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteManagedPrefixList.html */
export function deleteManagedPrefixList(
  input: DeleteManagedPrefixListRequest,
  ctx: Context,
): DeleteManagedPrefixListResult {
  const row = ownList(ctx, input.PrefixListId, "deleted");
  if (associationsOf(ctx, row.prefixListId).length > 0) throw listInUse(row.prefixListId);
  const changed: PrefixListRow = { ...row, state: "delete-in-progress" };
  saveList(ctx, changed);
  waitFor(ctx, "prefixListChanging", row.prefixListId);
  return { PrefixList: describePrefixList(ctx, changed) };
}

/** A list of the account that is not changing. @throws InvalidPrefixListID.NotFound, UnauthorizedOperation, IncorrectState */
function ownList(ctx: Context, prefixListId: string, action: string): PrefixListRow {
  const list = findPrefixList(ctx, prefixListId);
  if (isAwsList(list)) throw awsManaged(prefixListId);
  if (list.state.endsWith("-in-progress")) throw listBusy(prefixListId, list.state, action);
  return list;
}
