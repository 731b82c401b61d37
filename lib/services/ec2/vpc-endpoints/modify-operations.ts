import type { Context } from "../../../runtime/context.js";
import type { ModifyVpcEndpointRequest, ModifyVpcEndpointResult } from "../generated/types.js";
import { removeInterface } from "../network-interfaces/make-interface.js";
import { INTERFACES } from "../network-interfaces/state.js";
import { checkedGroups } from "../security-groups/groups.js";
import { findVpc } from "../vpcs/vpcs.js";
import { findEndpoint } from "./endpoints.js";
import { notForType } from "./errors.js";
import {
  checkedPolicy,
  checkedRouteTables,
  checkedSubnets,
  interfaceIn,
  requirePrivateDns,
} from "./parts.js";
import { servicesNamed } from "./services.js";
import { ENDPOINTS, type EndpointRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html */
export function modifyVpcEndpoint(input: ModifyVpcEndpointRequest, ctx: Context): ModifyVpcEndpointResult {
  const row = findEndpoint(ctx, input.VpcEndpointId);
  requireType(row, input);
  const { DnsRecordIpType, PrivateDnsOnlyForInboundResolverEndpoint } = input.DnsOptions ?? {};
  const securityGroups = changedGroups(ctx, row, input);
  ctx.table(ENDPOINTS).put(row.endpointId, {
    ...row,
    policy: policyOf(row, input),
    routeTableIds: changedRouteTables(ctx, row, input),
    securityGroups,
    subnets: changedSubnets(ctx, { ...row, securityGroups }, input),
    privateDnsEnabled: privateDns(ctx, row, input),
    ipAddressType: input.IpAddressType ?? row.ipAddressType,
    dnsRecordIpType: DnsRecordIpType ?? row.dnsRecordIpType,
    privateDnsOnlyForInbound: PrivateDnsOnlyForInboundResolverEndpoint ?? row.privateDnsOnlyForInbound,
  });
  return { Return: true };
}

/** @throws InvalidParameter for members that the type of the endpoint does not have */
function requireType({ type }: EndpointRow, input: ModifyVpcEndpointRequest): void {
  const ofOther =
    type === "Gateway"
      ? (["AddSubnetIds", "RemoveSubnetIds", "AddSecurityGroupIds", "RemoveSecurityGroupIds"] as const)
      : (["AddRouteTableIds", "RemoveRouteTableIds"] as const);
  const strange = ofOther.find((name) => (input[name]?.length ?? 0) > 0);
  if (strange !== undefined) throw notForType(strange, type);
}

function policyOf(row: EndpointRow, { ResetPolicy, PolicyDocument }: ModifyVpcEndpointRequest): string {
  if (ResetPolicy) return checkedPolicy(undefined);
  return PolicyDocument === undefined ? row.policy : checkedPolicy(PolicyDocument);
}

function changedRouteTables(
  ctx: Context,
  row: EndpointRow,
  { AddRouteTableIds = [], RemoveRouteTableIds = [] }: ModifyVpcEndpointRequest,
): string[] {
  const added = AddRouteTableIds.filter((id) => !row.routeTableIds.includes(id));
  const left = row.routeTableIds.filter((id) => !RemoveRouteTableIds.includes(id));
  return [...left, ...checkedRouteTables(ctx, row, row.serviceName, added)];
}

/** An endpoint always has a security group: without others, the default one. */
function changedGroups(ctx: Context, row: EndpointRow, input: ModifyVpcEndpointRequest): readonly string[] {
  const { AddSecurityGroupIds = [], RemoveSecurityGroupIds = [] } = input;
  if (AddSecurityGroupIds.length + RemoveSecurityGroupIds.length === 0) return row.securityGroups;
  const left = row.securityGroups.filter((id) => !RemoveSecurityGroupIds.includes(id));
  const securityGroups = checkedGroups(ctx, row.vpcId, [...left, ...AddSecurityGroupIds]);
  for (const { networkInterfaceId } of row.subnets) {
    const made = ctx.table(INTERFACES).get(networkInterfaceId);
    if (made) ctx.table(INTERFACES).put(networkInterfaceId, { ...made, securityGroups });
  }
  return securityGroups;
}

function changedSubnets(
  ctx: Context,
  row: EndpointRow,
  { AddSubnetIds, RemoveSubnetIds = [] }: ModifyVpcEndpointRequest,
): EndpointRow["subnets"] {
  const isRemoved = ({ subnetId }: { subnetId: string }) => RemoveSubnetIds.includes(subnetId);
  for (const { networkInterfaceId } of row.subnets.filter(isRemoved))
    removeInterface(ctx, networkInterfaceId);
  const left = row.subnets.filter((subnet) => !isRemoved(subnet));
  const present = left.map(({ subnetId }) => subnetId);
  const added = checkedSubnets(ctx, row, present, AddSubnetIds);
  return [...left, ...added.map((subnet) => interfaceIn(ctx, row.endpointId, row.securityGroups, subnet))];
}

function privateDns(
  ctx: Context,
  row: EndpointRow,
  { PrivateDnsEnabled }: ModifyVpcEndpointRequest,
): boolean {
  if (PrivateDnsEnabled === undefined || PrivateDnsEnabled === row.privateDnsEnabled)
    return row.privateDnsEnabled;
  const service = servicesNamed(ctx.region, row.serviceName).find(({ type }) => type === "Interface");
  if (row.type === "Gateway" || !service) throw notForType("PrivateDnsEnabled", row.type);
  if (PrivateDnsEnabled) requirePrivateDns(ctx, findVpc(ctx, row.vpcId), service, row.serviceName);
  return PrivateDnsEnabled;
}
