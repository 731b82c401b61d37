import type { Context } from "../../../runtime/context.js";
import type {
  DescribeManagedPrefixListsRequest,
  DescribeManagedPrefixListsResult,
  DescribePrefixListsRequest,
  DescribePrefixListsResult,
  GetManagedPrefixListAssociationsRequest,
  GetManagedPrefixListAssociationsResult,
  GetManagedPrefixListEntriesRequest,
  GetManagedPrefixListEntriesResult,
} from "../generated/types.js";
import { describePage, page } from "../listing.js";
import { described } from "../waits.js";
import { awsPrefixLists } from "./aws-lists.js";
import { versionNotFound } from "./errors.js";
import {
  type AnyPrefixList,
  allPrefixLists,
  currentEntries,
  describePrefixList,
  findPrefixList,
  isAwsList,
} from "./prefix-lists.js";
import type { PrefixListEntryRow } from "./state.js";
import { associationsOf } from "./users.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeManagedPrefixLists.html */
export function describeManagedPrefixLists(
  input: DescribeManagedPrefixListsRequest,
  ctx: Context,
): DescribeManagedPrefixListsResult {
  const { items, NextToken } = describePage(ctx, input, {
    kind: "prefix-list",
    idOf: ({ prefixListId }) => prefixListId,
    all: allPrefixLists(ctx),
    ids: input.PrefixListIds,
    filters: {
      "owner-id": (list) => [describePrefixList(ctx, list).OwnerId],
      "prefix-list-id": ({ prefixListId }) => [prefixListId],
      "prefix-list-name": ({ name }) => [name],
    },
  });
  for (const { prefixListId } of items) described(ctx, "prefixListChanging", prefixListId);
  return { PrefixLists: items.map((list) => describePrefixList(ctx, list)), NextToken };
}

/**
 * The lists of services with gateway endpoints.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html
 */
export function describePrefixLists(
  input: DescribePrefixListsRequest,
  ctx: Context,
): DescribePrefixListsResult {
  const { items, NextToken } = describePage(ctx, input, {
    kind: "prefix-list",
    idOf: ({ prefixListId }) => prefixListId,
    all: awsPrefixLists(ctx.region).filter(({ isGateway }) => isGateway),
    ids: input.PrefixListIds,
    filters: {
      "prefix-list-id": ({ prefixListId }) => [prefixListId],
      "prefix-list-name": ({ name }) => [name],
    },
  });
  const PrefixLists = items.map(({ prefixListId, name, entries }) => ({
    PrefixListId: prefixListId,
    PrefixListName: name,
    Cidrs: entries.map(({ cidr }) => cidr),
  }));
  return { PrefixLists, NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html */
export function getManagedPrefixListEntries(
  input: GetManagedPrefixListEntriesRequest,
  ctx: Context,
): GetManagedPrefixListEntriesResult {
  const list = findPrefixList(ctx, input.PrefixListId);
  const entries = entriesOf(list, input.TargetVersion);
  const { items, NextToken } = page(input, "Entries of prefix-list", entries, ({ cidr }) => cidr);
  return {
    Entries: items.map(({ cidr, description }) => ({ Cidr: cidr, Description: description })),
    NextToken,
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListAssociations.html */
export function getManagedPrefixListAssociations(
  input: GetManagedPrefixListAssociationsRequest,
  ctx: Context,
): GetManagedPrefixListAssociationsResult {
  const { prefixListId } = findPrefixList(ctx, input.PrefixListId);
  const { items, NextToken } = page(
    input,
    "Associations of prefix-list",
    associationsOf(ctx, prefixListId),
    ({ ResourceId = "" }) => ResourceId,
  );
  return { PrefixListAssociations: items, NextToken };
}

/** @throws InvalidParameterValue for a version that does not exist */
function entriesOf(list: AnyPrefixList, version: number | undefined): readonly PrefixListEntryRow[] {
  if (version === undefined) return currentEntries(list);
  const entries = isAwsList(list) ? undefined : list.versions[version - 1];
  if (!entries) throw versionNotFound(list.prefixListId, version);
  return entries;
}
