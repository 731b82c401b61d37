import type { Context } from "../../../runtime/context.js";
import { ADDRESSES } from "../addresses/state.js";
import { notFound } from "../errors.js";
import type { NatGateway, NatGatewayAddress } from "../generated/types.js";
import { newId } from "../ids.js";
import { isAttachedToInternet } from "../internet-gateways/internet-gateways.js";
import { removeInterface } from "../network-interfaces/make-interface.js";
import { removeTags, tagsOf } from "../tags/tags.js";
import { NAT_GATEWAYS, type NatGatewayRow } from "./state.js";

/** How long AWS returns deleted or failed NAT gateways, in milliseconds. */
const SHOWN_AFTER_END = 3_600_000;

/** The timer that removes a deleted or failed NAT gateway. */
export const FORGOTTEN = "ec2.nat-gateway-forgotten";

/** @throws NatGatewayNotFound */
export function findNatGateway(ctx: Context, natGatewayId: string): NatGatewayRow {
  const row = ctx.table(NAT_GATEWAYS).get(natGatewayId);
  if (!row) throw notFound("natgateway", natGatewayId);
  return row;
}

/** Makes a pending NAT gateway available, or failed for AWS's reasons. */
export function finishCreating(natGatewayId: string, ctx: Context): void {
  const row = ctx.table(NAT_GATEWAYS).get(natGatewayId);
  if (row?.state !== "pending") return;
  const failure = row.connectivityType === "public" ? failureOf(ctx, row) : undefined;
  if (failure) {
    removeInterface(ctx, row.networkInterfaceId);
    ctx.table(NAT_GATEWAYS).put(natGatewayId, { ...row, state: "failed", failure, deletedAt: ctx.now() });
    ctx.after(SHOWN_AFTER_END, FORGOTTEN, natGatewayId, { background: true });
    return;
  }
  const { allocationId = "" } = row;
  const address = ctx.table(ADDRESSES).get(allocationId);
  const associationId = newId(ctx, "eipassoc");
  if (address)
    ctx.table(ADDRESSES).put(allocationId, {
      ...address,
      association: {
        associationId,
        networkInterfaceId: row.networkInterfaceId,
        privateIp: row.privateIp,
        isManaged: true,
      },
    });
  ctx.table(NAT_GATEWAYS).put(natGatewayId, {
    ...row,
    state: "available",
    ...(address && { publicIp: address.publicIp, associationId }),
  });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html, "FailureCode" */
function failureOf(ctx: Context, { allocationId = "", vpcId }: NatGatewayRow): NatGatewayRow["failure"] {
  if (!isAttachedToInternet(ctx, vpcId))
    return { code: "Gateway.NotAttached", message: `Network ${vpcId} has no Internet gateway attached` };
  const address = ctx.table(ADDRESSES).get(allocationId);
  if (!address)
    return {
      code: "InvalidAllocationID.NotFound",
      message: `Elastic IP address ${allocationId} could not be associated with this NAT gateway`,
    };
  if (address.association)
    return {
      code: "Resource.AlreadyAssociated",
      message: `Elastic IP address ${allocationId} is already associated`,
    };
  return undefined;
}

/** Ends the deletion of a NAT gateway: removes its interface, and releases its address. */
export function finishDeleting(natGatewayId: string, ctx: Context): void {
  const row = ctx.table(NAT_GATEWAYS).get(natGatewayId);
  if (row?.state !== "deleting") return;
  removeInterface(ctx, row.networkInterfaceId);
  ctx.table(NAT_GATEWAYS).put(natGatewayId, { ...row, state: "deleted" });
  ctx.after(SHOWN_AFTER_END, FORGOTTEN, natGatewayId, { background: true });
}

/** Removes a NAT gateway an hour after its end. */
export function forget(natGatewayId: string, ctx: Context): void {
  const state = ctx.table(NAT_GATEWAYS).get(natGatewayId)?.state;
  if (state !== "deleted" && state !== "failed") return;
  ctx.table(NAT_GATEWAYS).delete(natGatewayId);
  removeTags(ctx, natGatewayId, undefined);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html */
export function describeNatGateway(ctx: Context, row: NatGatewayRow): NatGateway {
  return {
    ConnectivityType: row.connectivityType,
    CreateTime: new Date(row.createdAt),
    DeleteTime: row.deletedAt === undefined ? undefined : new Date(row.deletedAt),
    FailureCode: row.failure?.code,
    FailureMessage: row.failure?.message,
    NatGatewayAddresses: [describeAddress(row)],
    NatGatewayId: row.natGatewayId,
    State: row.state,
    SubnetId: row.subnetId,
    Tags: tagsOf(ctx, row.natGatewayId),
    VpcId: row.vpcId,
  };
}

/** While a gateway is pending, AWS returns only the allocation of its elastic IP address. */
function describeAddress(row: NatGatewayRow): NatGatewayAddress {
  if (row.state === "pending" || row.state === "failed")
    return { AllocationId: row.allocationId, IsPrimary: true, Status: "associating" };
  return {
    AllocationId: row.allocationId,
    AssociationId: row.associationId,
    IsPrimary: true,
    NetworkInterfaceId: row.networkInterfaceId,
    PrivateIp: row.privateIp,
    PublicIp: row.publicIp,
    Status: "succeeded",
  };
}
