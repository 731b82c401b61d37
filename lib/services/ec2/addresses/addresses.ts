import type { Context } from "../../../runtime/context.js";
import { missingOneOf, notFound } from "../errors.js";
import type { Address, AddressAttribute } from "../generated/types.js";
import { INTERFACES } from "../network-interfaces/state.js";
import { tagsOf } from "../tags/tags.js";
import { addressLimit, publicIpNotFound } from "./errors.js";
import { ADDRESSES, type AddressRow } from "./state.js";

/** The blocks reserved for documentation, except that of public addresses of tasks. */
const POOLS = ["203.0.113", "192.0.2"];
const PER_POOL = 254;

/** A free public address of the account and region. @throws AddressLimitExceeded */
export function freePublicIp(ctx: Context): string {
  const taken = new Set(Array.from(ctx.table(ADDRESSES).values(), ({ publicIp }) => publicIp));
  const start = ctx.ids.integer(PER_POOL);
  for (const pool of POOLS) {
    for (let i = 0; i < PER_POOL; i++) {
      const address = `${pool}.${1 + ((start + i) % PER_POOL)}`;
      if (!taken.has(address)) return address;
    }
  }
  throw addressLimit();
}

/** The address reference of a request. */
export interface AddressReference {
  readonly AllocationId?: string;
  readonly PublicIp?: string;
}

/** @throws InvalidAllocationID.NotFound, InvalidAddress.NotFound, MissingParameter */
export function findAddress(ctx: Context, { AllocationId, PublicIp }: AddressReference): AddressRow {
  if (AllocationId !== undefined) {
    const row = ctx.table(ADDRESSES).get(AllocationId);
    if (!row) throw notFound("elastic-ip", AllocationId);
    return row;
  }
  if (PublicIp === undefined) throw missingOneOf("allocationId", "publicIp");
  const row = [...ctx.table(ADDRESSES).values()].find(({ publicIp }) => publicIp === PublicIp);
  if (!row) throw publicIpNotFound(PublicIp);
  return row;
}

/** Ends the association of an address. */
export function dissociateAddress(ctx: Context, row: AddressRow): void {
  const { association: _, ...free } = row;
  ctx.table(ADDRESSES).put(row.allocationId, free);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Address.html */
export function describeAddress(ctx: Context, row: AddressRow): Address {
  const { association } = row;
  return {
    AllocationId: row.allocationId,
    ...(association && {
      AssociationId: association.associationId,
      NetworkInterfaceId: association.networkInterfaceId,
      NetworkInterfaceOwnerId: ctx.account,
      PrivateIpAddress: association.privateIp,
      SubnetId: ctx.table(INTERFACES).get(association.networkInterfaceId)?.subnetId,
    }),
    Domain: "vpc",
    NetworkBorderGroup: ctx.region,
    PublicIp: row.publicIp,
    PublicIpv4Pool: "amazon",
    Tags: tagsOf(ctx, row.allocationId),
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AddressAttribute.html */
export function describeAttribute({ allocationId, publicIp, domainName }: AddressRow): AddressAttribute {
  return {
    AllocationId: allocationId,
    PublicIp: publicIp,
    PtrRecord: domainName === undefined ? undefined : `${domainName.replace(/\.$/, "")}.`,
  };
}
