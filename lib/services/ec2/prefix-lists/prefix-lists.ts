import type { Context } from "../../../runtime/context.js";
import { regionalArn } from "../../../shared/arn.js";
import { notFound } from "../errors.js";
import type { ManagedPrefixList } from "../generated/types.js";
import { removeTags, tagsOf } from "../tags/tags.js";
import { type AwsPrefixList, awsPrefixLists } from "./aws-lists.js";
import { PREFIX_LISTS, type PrefixListEntryRow, type PrefixListRow } from "./state.js";

/** The owner of AWS's lists. */
const AWS = "AWS";

/** A prefix list of the account or of AWS. */
export type AnyPrefixList = PrefixListRow | AwsPrefixList;

/** Whether a list belongs to AWS, so that accounts cannot change it. */
export function isAwsList(list: AnyPrefixList): list is AwsPrefixList {
  return "isGateway" in list;
}

/** All prefix lists visible to an account in a region, by id. */
export function allPrefixLists(ctx: Context): AnyPrefixList[] {
  const all = [...awsPrefixLists(ctx.region), ...ctx.table(PREFIX_LISTS).values()];
  return all.sort((a, b) => (a.prefixListId < b.prefixListId ? -1 : 1));
}

/** @throws InvalidPrefixListID.NotFound */
export function findPrefixList(ctx: Context, prefixListId: string): AnyPrefixList {
  const own = ctx.table(PREFIX_LISTS).get(prefixListId);
  const list = own ?? awsPrefixLists(ctx.region).find((candidate) => candidate.prefixListId === prefixListId);
  if (!list) throw notFound("prefix-list", prefixListId);
  return list;
}

/** The id of the list of a service with gateway endpoints. */
export function prefixListOfService(ctx: Context, serviceName: string): string {
  return awsPrefixLists(ctx.region).find(({ name }) => name === serviceName)?.prefixListId ?? "";
}

/** The current entries of a list. */
export function currentEntries(list: AnyPrefixList): readonly PrefixListEntryRow[] {
  return isAwsList(list) ? list.entries : (list.versions.at(-1) ?? []);
}

/** Ends a change of a list, or removes a deleted one. */
export function finishChanging(prefixListId: string, ctx: Context): void {
  const row = ctx.table(PREFIX_LISTS).get(prefixListId);
  switch (row?.state) {
    case "create-in-progress":
      return saveList(ctx, { ...row, state: "create-complete" });
    case "modify-in-progress":
      return saveList(ctx, { ...row, state: "modify-complete" });
    case "restore-in-progress":
      return saveList(ctx, { ...row, state: "restore-complete" });
    case "delete-in-progress":
      ctx.table(PREFIX_LISTS).delete(prefixListId);
      removeTags(ctx, prefixListId, undefined);
  }
}

export function saveList(ctx: Context, row: PrefixListRow): void {
  ctx.table(PREFIX_LISTS).put(row.prefixListId, row);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ManagedPrefixList.html */
export function describePrefixList(ctx: Context, list: AnyPrefixList): ManagedPrefixList {
  const { prefixListId, name } = list;
  if (isAwsList(list))
    return {
      AddressFamily: "IPv4",
      OwnerId: AWS,
      PrefixListArn: regionalArn(
        "ec2",
        { account: "aws", region: ctx.region },
        `prefix-list/${prefixListId}`,
      ),
      PrefixListId: prefixListId,
      PrefixListName: name,
      State: "create-complete",
      Tags: [],
    };
  return {
    AddressFamily: list.addressFamily,
    MaxEntries: list.maxEntries,
    OwnerId: ctx.account,
    PrefixListArn: ctx.arn(`prefix-list/${prefixListId}`),
    PrefixListId: prefixListId,
    PrefixListName: name,
    State: list.state,
    Tags: tagsOf(ctx, prefixListId),
    Version: list.versions.length,
  };
}
