import type { Context } from "../../../runtime/context.js";
import { hasDependencies } from "../errors.js";
import type {
  AssociateDhcpOptionsRequest,
  CreateDhcpOptionsRequest,
  CreateDhcpOptionsResult,
  DeleteDhcpOptionsRequest,
  DescribeDhcpOptionsRequest,
  DescribeDhcpOptionsResult,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { removeTags, tagNew } from "../tags/tags.js";
import { VPCS } from "../vpcs/state.js";
import { findVpc } from "../vpcs/vpcs.js";
import { checkedConfigurations, describeOptions, findDhcpOptions } from "./dhcp-options.js";
import { DHCP_OPTIONS, type DhcpOptionsRow } from "./state.js";

/** The id that requests use for no options. */
const NONE = "default";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDhcpOptions.html */
export function createDhcpOptions(input: CreateDhcpOptionsRequest, ctx: Context): CreateDhcpOptionsResult {
  const row: DhcpOptionsRow = {
    dhcpOptionsId: newId(ctx, "dopt"),
    configurations: checkedConfigurations(input.DhcpConfigurations),
  };
  ctx.table(DHCP_OPTIONS).put(row.dhcpOptionsId, row);
  tagNew(ctx, "dhcp-options", row.dhcpOptionsId, input.TagSpecifications);
  return { DhcpOptions: describeOptions(ctx, row) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeDhcpOptions.html */
export function describeDhcpOptions(
  input: DescribeDhcpOptionsRequest,
  ctx: Context,
): DescribeDhcpOptionsResult {
  const { items, NextToken } = describePage(ctx, input, {
    kind: "dhcp-options",
    idOf: ({ dhcpOptionsId }) => dhcpOptionsId,
    all: ctx.table(DHCP_OPTIONS).values(),
    ids: input.DhcpOptionsIds,
    filters: {
      "dhcp-options-id": ({ dhcpOptionsId }) => [dhcpOptionsId],
      key: ({ configurations }) => configurations.map(({ key }) => key),
      "owner-id": () => [ctx.account],
      value: ({ configurations }) => configurations.flatMap(({ values }) => values),
    },
  });
  return { DhcpOptions: items.map((row) => describeOptions(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateDhcpOptions.html */
export function associateDhcpOptions(input: AssociateDhcpOptionsRequest, ctx: Context): object {
  const vpc = findVpc(ctx, input.VpcId);
  const dhcpOptionsId =
    input.DhcpOptionsId === NONE ? NONE : findDhcpOptions(ctx, input.DhcpOptionsId).dhcpOptionsId;
  ctx.table(VPCS).put(vpc.vpcId, { ...vpc, dhcpOptionsId });
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteDhcpOptions.html */
export function deleteDhcpOptions(input: DeleteDhcpOptionsRequest, ctx: Context): object {
  const { dhcpOptionsId } = findDhcpOptions(ctx, input.DhcpOptionsId);
  if ([...ctx.table(VPCS).values()].some((vpc) => vpc.dhcpOptionsId === dhcpOptionsId))
    throw hasDependencies("dhcpOptions", dhcpOptionsId);
  ctx.table(DHCP_OPTIONS).delete(dhcpOptionsId);
  removeTags(ctx, dhcpOptionsId, undefined);
  return {};
}
