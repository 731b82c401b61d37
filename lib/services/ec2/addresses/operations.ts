import type { Context } from "../../../runtime/context.js";
import { missingParameter, notFound } from "../errors.js";
import type {
  AllocateAddressRequest,
  AllocateAddressResult,
  DescribeAddressesAttributeRequest,
  DescribeAddressesAttributeResult,
  DescribeAddressesRequest,
  DescribeAddressesResult,
  ModifyAddressAttributeRequest,
  ModifyAddressAttributeResult,
  ReleaseAddressRequest,
  ResetAddressAttributeRequest,
  ResetAddressAttributeResult,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage, page } from "../listing.js";
import { notYours } from "../network-interfaces/errors.js";
import { removeTags, tagNew } from "../tags/tags.js";
import { describeAddress, describeAttribute, findAddress, freePublicIp } from "./addresses.js";
import { addressInUse, amazonAddressesOnly, publicIpNotFound } from "./errors.js";
import { ADDRESSES, type AddressRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html */
export function allocateAddress(input: AllocateAddressRequest, ctx: Context): AllocateAddressResult {
  const { Address, CustomerOwnedIpv4Pool, Domain = "vpc", IpamPoolId, PublicIpv4Pool = "amazon" } = input;
  const others = [Address, CustomerOwnedIpv4Pool, IpamPoolId];
  if (Domain !== "vpc" || PublicIpv4Pool !== "amazon" || others.some((value) => value !== undefined))
    throw amazonAddressesOnly();
  const row: AddressRow = { allocationId: newId(ctx, "eipalloc"), publicIp: freePublicIp(ctx) };
  ctx.table(ADDRESSES).put(row.allocationId, row);
  tagNew(ctx, "elastic-ip", row.allocationId, input.TagSpecifications);
  return {
    AllocationId: row.allocationId,
    Domain: "vpc",
    NetworkBorderGroup: ctx.region,
    PublicIp: row.publicIp,
    PublicIpv4Pool: "amazon",
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html */
export function describeAddresses(input: DescribeAddressesRequest, ctx: Context): DescribeAddressesResult {
  const { PublicIps: named = [] } = input;
  const all = [...ctx.table(ADDRESSES).values()];
  const strange = named.find((address) => !all.some(({ publicIp }) => publicIp === address));
  if (strange !== undefined) throw publicIpNotFound(strange);
  const { items } = describePage(
    ctx,
    { ...(input.Filters && { Filters: input.Filters }) },
    {
      kind: "elastic-ip",
      idOf: ({ allocationId }) => allocationId,
      all: all.filter(({ publicIp }) => named.length === 0 || named.includes(publicIp)),
      ids: input.AllocationIds,
      filters: {
        "allocation-id": ({ allocationId }) => [allocationId],
        "association-id": ({ association }) => [association?.associationId],
        domain: () => ["vpc"],
        "instance-id": () => [],
        "network-border-group": () => [ctx.region],
        "network-interface-id": ({ association }) => [association?.networkInterfaceId],
        "network-interface-owner-id": ({ association }) => (association ? [ctx.account] : []),
        "private-ip-address": ({ association }) => [association?.privateIp],
        "public-ip": ({ publicIp }) => [publicIp],
      },
    },
  );
  return { Addresses: items.map((row) => describeAddress(ctx, row)) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html */
export function releaseAddress(input: ReleaseAddressRequest, ctx: Context): object {
  const { allocationId, publicIp, association } = findAddress(ctx, input);
  if (association?.isManaged) throw notYours();
  if (association) throw addressInUse(publicIp);
  ctx.table(ADDRESSES).delete(allocationId);
  removeTags(ctx, allocationId, undefined);
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddressesAttribute.html */
export function describeAddressesAttribute(
  input: DescribeAddressesAttributeRequest,
  ctx: Context,
): DescribeAddressesAttributeResult {
  const { AllocationIds: ids = [] } = input;
  const missing = ids.filter((id) => !ctx.table(ADDRESSES).has(id));
  if (missing.length > 0) throw notFound("elastic-ip", ...missing);
  const { items, NextToken } = page(
    { MaxResults: input.MaxResults, NextToken: input.NextToken },
    "Describe attributes of elastic-ip",
    [...ctx.table(ADDRESSES).values()].filter(
      ({ allocationId }) => ids.length === 0 || ids.includes(allocationId),
    ),
    ({ allocationId }) => allocationId,
  );
  return { Addresses: items.map(describeAttribute), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyAddressAttribute.html */
export function modifyAddressAttribute(
  input: ModifyAddressAttributeRequest,
  ctx: Context,
): ModifyAddressAttributeResult {
  const row = findAddress(ctx, { AllocationId: input.AllocationId });
  if (input.DomainName === undefined) throw missingParameter("domainName");
  const changed = { ...row, domainName: input.DomainName };
  ctx.table(ADDRESSES).put(row.allocationId, changed);
  return { Address: describeAttribute(changed) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResetAddressAttribute.html */
export function resetAddressAttribute(
  input: ResetAddressAttributeRequest,
  ctx: Context,
): ResetAddressAttributeResult {
  const { domainName: _, ...row } = findAddress(ctx, { AllocationId: input.AllocationId });
  ctx.table(ADDRESSES).put(row.allocationId, row);
  return { Address: describeAttribute(row) };
}
