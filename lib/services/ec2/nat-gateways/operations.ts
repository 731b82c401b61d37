import type { Context } from "../../../runtime/context.js";
import { ADDRESSES } from "../addresses/state.js";
import { createOnce } from "../client-tokens.js";
import { invalidCombination, missingParameter, notFound } from "../errors.js";
import type {
  CreateNatGatewayRequest,
  CreateNatGatewayResult,
  DeleteNatGatewayRequest,
  DeleteNatGatewayResult,
  DescribeNatGatewaysRequest,
  DescribeNatGatewaysResult,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { makeInterface } from "../network-interfaces/make-interface.js";
import { findSubnet } from "../subnets/subnets.js";
import { tagNew } from "../tags/tags.js";
import { described, waitFor } from "../waits.js";
import { elasticIpNotFound, oneAddressOnly } from "./errors.js";
import { describeNatGateway, findNatGateway } from "./nat-gateways.js";
import { NAT_GATEWAYS, type NatGatewayRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html */
export function createNatGateway(input: CreateNatGatewayRequest, ctx: Context): CreateNatGatewayResult {
  const row = createOnce<NatGatewayRow>(ctx, "CreateNatGateway", input, {
    find: (id) => ctx.table(NAT_GATEWAYS).get(id),
    idOf: ({ natGatewayId }) => natGatewayId,
    create: () => makeNatGateway(ctx, input),
  });
  return { NatGateway: describeNatGateway(ctx, row), ClientToken: input.ClientToken };
}

function makeNatGateway(ctx: Context, input: CreateNatGatewayRequest): NatGatewayRow {
  const { AllocationId: allocationId, ConnectivityType: connectivityType = "public", SubnetId } = input;
  requireOneAddress(input);
  if (SubnetId === undefined) throw missingParameter("subnetId");
  if (connectivityType === "public" && allocationId === undefined) throw missingParameter("AllocationId");
  if (connectivityType === "private" && allocationId !== undefined)
    throw invalidCombination("AllocationId cannot be specified for a private NAT gateway.");
  const subnet = findSubnet(ctx, SubnetId);
  if (allocationId !== undefined && !ctx.table(ADDRESSES).has(allocationId))
    throw elasticIpNotFound(allocationId);
  const natGatewayId = newId(ctx, "nat");
  const { networkInterfaceId, privateIp } = makeInterface(ctx, subnet, {
    type: "nat_gateway",
    description: `Interface for NAT Gateway ${natGatewayId}`,
    securityGroups: [],
    privateIp: input.PrivateIpAddress,
  });
  const row: NatGatewayRow = {
    natGatewayId,
    vpcId: subnet.vpcId,
    subnetId: subnet.subnetId,
    connectivityType,
    state: "pending",
    networkInterfaceId,
    privateIp,
    allocationId,
    createdAt: ctx.now(),
  };
  ctx.table(NAT_GATEWAYS).put(natGatewayId, row);
  tagNew(ctx, "natgateway", natGatewayId, input.TagSpecifications);
  waitFor(ctx, "natGatewayCreating", natGatewayId);
  return row;
}

/** @throws UnsupportedOperation */
function requireOneAddress(input: CreateNatGatewayRequest): void {
  const { AvailabilityMode = "zonal", SecondaryAllocationIds = [], SecondaryPrivateIpAddresses = [] } = input;
  const { AvailabilityZoneAddresses = [], SecondaryPrivateIpAddressCount = 0 } = input;
  const lists = [SecondaryAllocationIds, SecondaryPrivateIpAddresses, AvailabilityZoneAddresses];
  if (
    AvailabilityMode !== "zonal" ||
    SecondaryPrivateIpAddressCount > 0 ||
    lists.some(({ length }) => length > 0)
  )
    throw oneAddressOnly();
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html */
export function describeNatGateways(
  input: DescribeNatGatewaysRequest,
  ctx: Context,
): DescribeNatGatewaysResult {
  const { Filter: Filters, MaxResults, NextToken: token } = input;
  const { items, NextToken } = describePage(
    ctx,
    { Filters, MaxResults, NextToken: token },
    {
      kind: "natgateway",
      idOf: ({ natGatewayId }) => natGatewayId,
      all: ctx.table(NAT_GATEWAYS).values(),
      ids: input.NatGatewayIds,
      filters: {
        "nat-gateway-id": ({ natGatewayId }) => [natGatewayId],
        state: ({ state }) => [state],
        "subnet-id": ({ subnetId }) => [subnetId],
        "vpc-id": ({ vpcId }) => [vpcId],
      },
    },
  );
  for (const { natGatewayId, state } of items) {
    if (state === "pending") described(ctx, "natGatewayCreating", natGatewayId);
    if (state === "deleting") described(ctx, "natGatewayDeleting", natGatewayId);
  }
  return { NatGateways: items.map((row) => describeNatGateway(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html */
export function deleteNatGateway(input: DeleteNatGatewayRequest, ctx: Context): DeleteNatGatewayResult {
  const row = findNatGateway(ctx, input.NatGatewayId);
  const { natGatewayId, state } = row;
  if (state === "deleted") throw notFound("natgateway", natGatewayId);
  if (state !== "deleting" && state !== "failed") {
    ctx.table(NAT_GATEWAYS).put(natGatewayId, { ...row, state: "deleting", deletedAt: ctx.now() });
    waitFor(ctx, "natGatewayDeleting", natGatewayId);
  }
  return { NatGatewayId: natGatewayId };
}
