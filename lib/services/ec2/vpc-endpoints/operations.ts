import type { Context } from "../../../runtime/context.js";
import { createOnce } from "../client-tokens.js";
import { missingParameter } from "../errors.js";
import type {
  CreateVpcEndpointRequest,
  CreateVpcEndpointResult,
  DeleteVpcEndpointsRequest,
  DeleteVpcEndpointsResult,
  DescribeVpcEndpointsRequest,
  DescribeVpcEndpointsResult,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { checkedGroups } from "../security-groups/groups.js";
import { tagNew } from "../tags/tags.js";
import { unsuccessful } from "../unsuccessful.js";
import { findVpc } from "../vpcs/vpcs.js";
import { described, waitFor } from "../waits.js";
import { describeEndpoint, findEndpoint } from "./endpoints.js";
import { notForType, serviceNotFound, typeNotSimulated } from "./errors.js";
import {
  checkedPolicy,
  checkedRouteTables,
  checkedSubnets,
  interfaceIn,
  requirePrivateDns,
} from "./parts.js";
import { type EndpointService, servicesNamed } from "./services.js";
import { ENDPOINTS, type EndpointRow } from "./state.js";

const LABEL_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const LABEL_LENGTH = 8;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html */
export function createVpcEndpoint(input: CreateVpcEndpointRequest, ctx: Context): CreateVpcEndpointResult {
  const row = createOnce<EndpointRow>(ctx, "CreateVpcEndpoint", input, {
    find: (id) => ctx.table(ENDPOINTS).get(id),
    idOf: ({ endpointId }) => endpointId,
    create: () => makeEndpoint(ctx, input),
  });
  return { VpcEndpoint: describeEndpoint(ctx, row), ClientToken: input.ClientToken };
}

function makeEndpoint(ctx: Context, input: CreateVpcEndpointRequest): EndpointRow {
  const service = serviceFor(ctx, input);
  const vpc = findVpc(ctx, input.VpcId);
  const serviceName = input.ServiceName ?? "";
  const isInterface = service.type === "Interface";
  // AWS enables private DNS unless the request disables it.
  const privateDnsEnabled = isInterface && (input.PrivateDnsEnabled ?? true);
  if (privateDnsEnabled) requirePrivateDns(ctx, vpc, service, serviceName);
  const endpointId = newId(ctx, "vpce");
  const securityGroups = isInterface ? checkedGroups(ctx, vpc.vpcId, input.SecurityGroupIds) : [];
  const subnets = checkedSubnets(ctx, vpc, [], input.SubnetIds);
  const { DnsRecordIpType, PrivateDnsOnlyForInboundResolverEndpoint } = input.DnsOptions ?? {};
  const row: EndpointRow = {
    endpointId,
    vpcId: vpc.vpcId,
    serviceName,
    type: service.type,
    state: isInterface ? "pending" : "available",
    policy: checkedPolicy(input.PolicyDocument),
    createdAt: ctx.now(),
    routeTableIds: checkedRouteTables(ctx, vpc, serviceName, input.RouteTableIds),
    subnets: subnets.map((subnet) => interfaceIn(ctx, endpointId, securityGroups, subnet)),
    securityGroups,
    privateDnsEnabled,
    ipAddressType: input.IpAddressType ?? "ipv4",
    dnsRecordIpType: DnsRecordIpType ?? (isInterface ? "ipv4" : "service-defined"),
    privateDnsOnlyForInbound: PrivateDnsOnlyForInboundResolverEndpoint ?? false,
    dnsLabel: ctx.ids.text(LABEL_LETTERS, LABEL_LENGTH),
  };
  ctx.table(ENDPOINTS).put(endpointId, row);
  tagNew(ctx, "vpc-endpoint", endpointId, input.TagSpecifications);
  if (isInterface) waitFor(ctx, "vpcEndpointCreating", endpointId);
  return row;
}

/** The service in a request, with the requested type. @throws InvalidServiceName, InvalidParameter */
function serviceFor(ctx: Context, input: CreateVpcEndpointRequest): EndpointService {
  const { ServiceName, VpcEndpointType: type = "Gateway" } = input;
  if (type !== "Gateway" && type !== "Interface") throw typeNotSimulated(type);
  if (ServiceName === undefined) throw missingParameter("serviceName");
  const service = servicesNamed(ctx.region, ServiceName).find((candidate) => candidate.type === type);
  if (!service) throw serviceNotFound(ServiceName);
  const { RouteTableIds = [], SubnetIds = [], SecurityGroupIds = [] } = input;
  if (type === "Interface" && RouteTableIds.length > 0) throw notForType("RouteTableIds", type);
  if (type === "Gateway" && SubnetIds.length > 0) throw notForType("SubnetIds", type);
  if (type === "Gateway" && SecurityGroupIds.length > 0) throw notForType("SecurityGroupIds", type);
  return service;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html */
export function describeVpcEndpoints(
  input: DescribeVpcEndpointsRequest,
  ctx: Context,
): DescribeVpcEndpointsResult {
  const { items, NextToken } = describePage(ctx, input, {
    kind: "vpc-endpoint",
    idOf: ({ endpointId }) => endpointId,
    all: ctx.table(ENDPOINTS).values(),
    ids: input.VpcEndpointIds,
    filters: {
      "ip-address-type": ({ ipAddressType }) => [ipAddressType],
      "service-name": ({ serviceName }) => [serviceName],
      "service-region": () => [ctx.region],
      "vpc-endpoint-id": ({ endpointId }) => [endpointId],
      "vpc-endpoint-state": ({ state }) => [state],
      "vpc-endpoint-type": ({ type }) => [type],
      "vpc-id": ({ vpcId }) => [vpcId],
    },
  });
  for (const { endpointId, state } of items) {
    if (state === "pending") described(ctx, "vpcEndpointCreating", endpointId);
    if (state === "deleting") described(ctx, "vpcEndpointDeleting", endpointId);
  }
  return { VpcEndpoints: items.map((row) => describeEndpoint(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html */
export function deleteVpcEndpoints(input: DeleteVpcEndpointsRequest, ctx: Context): DeleteVpcEndpointsResult {
  const Unsuccessful = unsuccessful(input.VpcEndpointIds, (id) => {
    const row = findEndpoint(ctx, id);
    if (row.state === "deleting") return;
    // Its routes and private DNS end before the endpoint does.
    const changed = { ...row, state: "deleting", routeTableIds: [], privateDnsEnabled: false } as const;
    ctx.table(ENDPOINTS).put(id, changed);
    waitFor(ctx, "vpcEndpointDeleting", id);
  });
  return { Unsuccessful };
}
