import type { Context } from "../../../runtime/context.js";
import { hasDependencies, notFound } from "../errors.js";
import type {
  AttachInternetGatewayRequest,
  CreateInternetGatewayRequest,
  CreateInternetGatewayResult,
  DeleteInternetGatewayRequest,
  DescribeInternetGatewaysRequest,
  DescribeInternetGatewaysResult,
  DetachInternetGatewayRequest,
  InternetGateway,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { addressOf, networkInterfaces } from "../network-interfaces/interfaces.js";
import { removeTags, tagNew, tagsOf } from "../tags/tags.js";
import { findVpc } from "../vpcs/vpcs.js";
import { gatewayAlreadyAttached, gatewayNotAttached, mappedAddresses, vpcHasGateway } from "./errors.js";
import { isAttachedToInternet } from "./internet-gateways.js";
import { INTERNET_GATEWAYS, type InternetGatewayRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInternetGateway.html */
export function createInternetGateway(
  input: CreateInternetGatewayRequest,
  ctx: Context,
): CreateInternetGatewayResult {
  const row: InternetGatewayRow = { gatewayId: newId(ctx, "igw") };
  ctx.table(INTERNET_GATEWAYS).put(row.gatewayId, row);
  tagNew(ctx, "internet-gateway", row.gatewayId, input.TagSpecifications);
  return { InternetGateway: describeInternetGateway(ctx, row) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html */
export function describeInternetGateways(
  input: DescribeInternetGatewaysRequest,
  ctx: Context,
): DescribeInternetGatewaysResult {
  const { items, NextToken } = describePage(ctx, input, {
    kind: "internet-gateway",
    idOf: ({ gatewayId }) => gatewayId,
    all: ctx.table(INTERNET_GATEWAYS).values(),
    ids: input.InternetGatewayIds,
    filters: {
      "attachment.state": ({ vpcId }) => (vpcId === undefined ? [] : ["available"]),
      "attachment.vpc-id": ({ vpcId }) => [vpcId],
      "internet-gateway-id": ({ gatewayId }) => [gatewayId],
      "owner-id": () => [ctx.account],
    },
  });
  return { InternetGateways: items.map((row) => describeInternetGateway(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html */
export function attachInternetGateway(input: AttachInternetGatewayRequest, ctx: Context): object {
  const gateways = ctx.table(INTERNET_GATEWAYS);
  const row = find(ctx, input.InternetGatewayId);
  const { vpcId } = findVpc(ctx, input.VpcId);
  if (row.vpcId !== undefined) throw gatewayAlreadyAttached(row.gatewayId, row.vpcId);
  if (isAttachedToInternet(ctx, vpcId)) throw vpcHasGateway(vpcId);
  gateways.put(row.gatewayId, { ...row, vpcId });
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html */
export function detachInternetGateway(input: DetachInternetGatewayRequest, ctx: Context): object {
  const { gatewayId, vpcId } = find(ctx, input.InternetGatewayId);
  if (vpcId !== input.VpcId) throw gatewayNotAttached(gatewayId, input.VpcId);
  const inVpc = networkInterfaces(ctx).filter(({ subnet }) => subnet.vpcId === vpcId);
  if (inVpc.some(({ id }) => addressOf(ctx, id) !== undefined)) throw mappedAddresses(input.VpcId);
  ctx.table(INTERNET_GATEWAYS).put(gatewayId, { gatewayId });
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html */
export function deleteInternetGateway(input: DeleteInternetGatewayRequest, ctx: Context): object {
  const { gatewayId, vpcId } = find(ctx, input.InternetGatewayId);
  if (vpcId !== undefined) throw hasDependencies("internetGateway", gatewayId);
  ctx.table(INTERNET_GATEWAYS).delete(gatewayId);
  removeTags(ctx, gatewayId, undefined);
  return {};
}

function find(ctx: Context, gatewayId: string): InternetGatewayRow {
  const row = ctx.table(INTERNET_GATEWAYS).get(gatewayId);
  if (!row) throw notFound("internet-gateway", gatewayId);
  return row;
}

/** AWS returns the attachment state "available", which its model does not have. */
function describeInternetGateway(ctx: Context, { gatewayId, vpcId }: InternetGatewayRow): InternetGateway {
  return {
    Attachments: vpcId === undefined ? [] : [{ State: "available", VpcId: vpcId }],
    InternetGatewayId: gatewayId,
    OwnerId: ctx.account,
    Tags: tagsOf(ctx, gatewayId),
  };
}
