import type { Context } from "../../../runtime/context.js";
import { missingParameter } from "../errors.js";
import type {
  AcceptVpcPeeringConnectionRequest,
  AcceptVpcPeeringConnectionResult,
  CreateVpcPeeringConnectionRequest,
  CreateVpcPeeringConnectionResult,
  DeleteVpcPeeringConnectionRequest,
  DeleteVpcPeeringConnectionResult,
  DescribeVpcPeeringConnectionsRequest,
  DescribeVpcPeeringConnectionsResult,
  ModifyVpcPeeringConnectionOptionsRequest,
  ModifyVpcPeeringConnectionOptionsResult,
  PeeringConnectionOptionsRequest,
  RejectVpcPeeringConnectionRequest,
  RejectVpcPeeringConnectionResult,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { tagNew } from "../tags/tags.js";
import { findVpc } from "../vpcs/vpcs.js";
import { described, waitFor } from "../waits.js";
import { notAccepter, notActive, stateTransition } from "./errors.js";
import {
  describeConnection,
  endConnection,
  findConnection,
  saveConnection,
  statusMessage,
} from "./peering.js";
import { PEERING_CONNECTIONS, type PeeringConnectionRow, type PeeringSide } from "./state.js";

const TIME_TO_ACCEPT = 7 * 24 * 3_600_000;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html */
export function createVpcPeeringConnection(
  input: CreateVpcPeeringConnectionRequest,
  ctx: Context,
): CreateVpcPeeringConnectionResult {
  const { PeerOwnerId = ctx.account, PeerRegion = ctx.region, PeerVpcId } = input;
  if (PeerVpcId === undefined) throw missingParameter("peerVpcId");
  const { vpcId } = findVpc(ctx, input.VpcId);
  const row: PeeringConnectionRow = {
    connectionId: newId(ctx, "pcx"),
    status: "initiating-request",
    requester: { vpcId, account: ctx.account, region: ctx.region, allowDnsResolution: false },
    accepter: { vpcId: PeerVpcId, account: PeerOwnerId, region: PeerRegion, allowDnsResolution: false },
    expiresAt: ctx.now() + TIME_TO_ACCEPT,
  };
  saveConnection(ctx, row);
  tagNew(ctx, "vpc-peering-connection", row.connectionId, input.TagSpecifications);
  waitFor(ctx, "peeringConnecting", row.connectionId);
  return { VpcPeeringConnection: describeConnection(ctx, row) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcPeeringConnections.html */
export function describeVpcPeeringConnections(
  input: DescribeVpcPeeringConnectionsRequest,
  ctx: Context,
): DescribeVpcPeeringConnectionsResult {
  const shown = (row: PeeringConnectionRow) => describeConnection(ctx, row);
  const { items, NextToken } = describePage(ctx, input, {
    kind: "vpc-peering-connection",
    idOf: ({ connectionId }) => connectionId,
    all: ctx.table(PEERING_CONNECTIONS).values(),
    ids: input.VpcPeeringConnectionIds,
    filters: {
      "accepter-vpc-info.cidr-block": (row) => [shown(row).AccepterVpcInfo?.CidrBlock],
      "accepter-vpc-info.owner-id": ({ accepter }) => [accepter.account],
      "accepter-vpc-info.vpc-id": ({ accepter }) => [accepter.vpcId],
      "expiration-time": (row) => [shown(row).ExpirationTime?.toISOString()],
      "requester-vpc-info.cidr-block": (row) => [shown(row).RequesterVpcInfo?.CidrBlock],
      "requester-vpc-info.owner-id": ({ requester }) => [requester.account],
      "requester-vpc-info.vpc-id": ({ requester }) => [requester.vpcId],
      "status-code": ({ status }) => [status],
      "status-message": (row) => [statusMessage(row)],
      "vpc-peering-connection-id": ({ connectionId }) => [connectionId],
    },
  });
  for (const { connectionId } of items) described(ctx, "peeringConnecting", connectionId);
  return { VpcPeeringConnections: items.map(shown), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcPeeringConnection.html */
export function acceptVpcPeeringConnection(
  input: AcceptVpcPeeringConnectionRequest,
  ctx: Context,
): AcceptVpcPeeringConnectionResult {
  const row = findConnection(ctx, input.VpcPeeringConnectionId);
  if (!isHere(ctx, row.accepter)) throw notAccepter(row.connectionId);
  if (row.status !== "pending-acceptance") throw stateTransition(row.connectionId, "approve", row.status);
  const accepted: PeeringConnectionRow = { ...row, status: "provisioning" };
  saveConnection(ctx, accepted);
  waitFor(ctx, "peeringConnecting", row.connectionId);
  return { VpcPeeringConnection: describeConnection(ctx, accepted) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectVpcPeeringConnection.html */
export function rejectVpcPeeringConnection(
  input: RejectVpcPeeringConnectionRequest,
  ctx: Context,
): RejectVpcPeeringConnectionResult {
  const row = findConnection(ctx, input.VpcPeeringConnectionId);
  if (!isHere(ctx, row.accepter)) throw notAccepter(row.connectionId);
  if (row.status !== "pending-acceptance") throw stateTransition(row.connectionId, "reject", row.status);
  endConnection(ctx, row, "rejected");
  return { Return: true };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcPeeringConnection.html */
export function deleteVpcPeeringConnection(
  input: DeleteVpcPeeringConnectionRequest,
  ctx: Context,
): DeleteVpcPeeringConnectionResult {
  const row = findConnection(ctx, input.VpcPeeringConnectionId);
  const { connectionId, status } = row;
  if (status === "deleted" || status === "rejected" || status === "expired")
    throw stateTransition(connectionId, "delete", status);
  endConnection(ctx, row, "deleted");
  return { Return: true };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcPeeringConnectionOptions.html */
export function modifyVpcPeeringConnectionOptions(
  input: ModifyVpcPeeringConnectionOptionsRequest,
  ctx: Context,
): ModifyVpcPeeringConnectionOptionsResult {
  const row = findConnection(ctx, input.VpcPeeringConnectionId);
  if (row.status !== "active") throw notActive(row.connectionId);
  const { AccepterPeeringConnectionOptions, RequesterPeeringConnectionOptions } = input;
  saveConnection(ctx, {
    ...row,
    accepter: changedSide(row.accepter, AccepterPeeringConnectionOptions),
    requester: changedSide(row.requester, RequesterPeeringConnectionOptions),
  });
  return { AccepterPeeringConnectionOptions, RequesterPeeringConnectionOptions };
}

function changedSide(side: PeeringSide, options: PeeringConnectionOptionsRequest = {}): PeeringSide {
  return { ...side, allowDnsResolution: options.AllowDnsResolutionFromRemoteVpc ?? side.allowDnsResolution };
}

function isHere(ctx: Context, { account, region }: PeeringSide): boolean {
  return account === ctx.account && region === ctx.region;
}
