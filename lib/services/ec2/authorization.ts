import { keysOf } from "../../authorization/requirement.js";
import { type AuthorizationTable, all, anywhere, on, passRole, tagged } from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import { own } from "../../values/own.js";
import type { Ec2Operations } from "./generated/types.js";

/** Resource types in ARNs, by id prefix. */
const TYPES: Readonly<Record<string, string>> = {
  acl: "network-acl",
  dopt: "dhcp-options",
  eigw: "egress-only-internet-gateway",
  eipalloc: "elastic-ip",
  eni: "network-interface",
  fl: "vpc-flow-log",
  igw: "internet-gateway",
  nat: "natgateway",
  pcx: "vpc-peering-connection",
  pl: "prefix-list",
  rtb: "route-table",
  sg: "security-group",
  sgr: "security-group-rule",
  subnet: "subnet",
  vpc: "vpc",
  vpce: "vpc-endpoint",
};

/** The ARNs of the resources whose ids are in the input. */
function namedIn(input: object, ctx: Context): string[] {
  const ids = Object.values(input).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]));
  const arns = ids.flatMap((id: unknown) => {
    const [, prefix = ""] = typeof id === "string" ? (/^([a-z]+)-[0-9a-z]+$/.exec(id) ?? []) : [];
    const type = own(TYPES, prefix);
    return type === undefined ? [] : ctx.arn(`${type}/${String(id)}`);
  });
  return [...new Set(arns)];
}

/** All resources in the request, by id. */
const onNamed = on<object>((input, ctx) => {
  const named = namedIn(input, ctx);
  return named.length === 0 ? "*" : named;
});

/** A new resource without an id, and the resources in the request. @param operation that also tags it */
const creates = (type: string, operation: string) =>
  tagged(
    on<object>((input, ctx) => [ctx.arn(`${type}/*`), ...namedIn(input, ctx)]),
    "ec2:CreateTags",
    () => ({ keys: keysOf({ "ec2:CreateAction": operation }) }),
  );

const passesFlowLogRole = ({ DeliverLogsPermissionArn }: { readonly DeliverLogsPermissionArn?: string }) =>
  passRole([DeliverLogsPermissionArn], "vpc-flow-logs.amazonaws.com");

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const authorization = {
  acceptVpcPeeringConnection: onNamed,
  allocateAddress: creates("elastic-ip", "AllocateAddress"),
  associateAddress: onNamed,
  associateDhcpOptions: onNamed,
  associateRouteTable: onNamed,
  associateSubnetCidrBlock: onNamed,
  associateVpcCidrBlock: onNamed,
  attachInternetGateway: onNamed,
  authorizeSecurityGroupEgress: onNamed,
  authorizeSecurityGroupIngress: onNamed,
  createDhcpOptions: creates("dhcp-options", "CreateDhcpOptions"),
  createEgressOnlyInternetGateway: creates("egress-only-internet-gateway", "CreateEgressOnlyInternetGateway"),
  createFlowLogs: all(creates("vpc-flow-log", "CreateFlowLogs"), passesFlowLogRole),
  createInternetGateway: creates("internet-gateway", "CreateInternetGateway"),
  createManagedPrefixList: creates("prefix-list", "CreateManagedPrefixList"),
  createNatGateway: creates("natgateway", "CreateNatGateway"),
  createNetworkAcl: creates("network-acl", "CreateNetworkAcl"),
  createNetworkAclEntry: onNamed,
  createNetworkInterface: creates("network-interface", "CreateNetworkInterface"),
  createRoute: onNamed,
  createRouteTable: creates("route-table", "CreateRouteTable"),
  createSecurityGroup: creates("security-group", "CreateSecurityGroup"),
  createSubnet: creates("subnet", "CreateSubnet"),
  createTags: onNamed,
  createVpc: creates("vpc", "CreateVpc"),
  createVpcEndpoint: creates("vpc-endpoint", "CreateVpcEndpoint"),
  createVpcPeeringConnection: creates("vpc-peering-connection", "CreateVpcPeeringConnection"),
  deleteDhcpOptions: onNamed,
  deleteEgressOnlyInternetGateway: onNamed,
  deleteFlowLogs: onNamed,
  deleteInternetGateway: onNamed,
  deleteManagedPrefixList: onNamed,
  deleteNatGateway: onNamed,
  deleteNetworkAcl: onNamed,
  deleteNetworkAclEntry: onNamed,
  deleteNetworkInterface: onNamed,
  deleteRoute: onNamed,
  deleteRouteTable: onNamed,
  deleteSecurityGroup: onNamed,
  deleteSubnet: onNamed,
  deleteTags: onNamed,
  deleteVpc: onNamed,
  deleteVpcEndpoints: onNamed,
  deleteVpcPeeringConnection: onNamed,
  describeAccountAttributes: anywhere,
  describeAddresses: anywhere,
  describeAddressesAttribute: anywhere,
  describeAvailabilityZones: anywhere,
  describeCarrierGateways: anywhere,
  describeCustomerGateways: anywhere,
  describeDhcpOptions: anywhere,
  describeEgressOnlyInternetGateways: anywhere,
  describeFlowLogs: anywhere,
  describeInstanceConnectEndpoints: anywhere,
  describeInstanceStatus: anywhere,
  describeInstances: anywhere,
  describeInternetGateways: anywhere,
  describeKeyPairs: anywhere,
  describeLaunchTemplates: anywhere,
  describeManagedPrefixLists: anywhere,
  describeNatGateways: anywhere,
  describeNetworkAcls: anywhere,
  describeNetworkInterfaceAttribute: anywhere,
  describeNetworkInterfaces: anywhere,
  describePrefixLists: anywhere,
  describeRegions: anywhere,
  describeRouteTables: anywhere,
  describeSecurityGroupReferences: anywhere,
  describeSecurityGroupRules: anywhere,
  describeSecurityGroups: anywhere,
  describeStaleSecurityGroups: anywhere,
  describeSubnets: anywhere,
  describeTags: anywhere,
  describeTransitGatewayAttachments: anywhere,
  describeTransitGatewayVpcAttachments: anywhere,
  describeTransitGateways: anywhere,
  describeVolumes: anywhere,
  describeVpcAttribute: anywhere,
  describeVpcEndpointServices: anywhere,
  describeVpcEndpoints: anywhere,
  describeVpcPeeringConnections: anywhere,
  describeVpcs: anywhere,
  describeVpnConnections: anywhere,
  describeVpnGateways: anywhere,
  detachInternetGateway: onNamed,
  disassociateAddress: onNamed,
  disassociateRouteTable: onNamed,
  disassociateSubnetCidrBlock: onNamed,
  disassociateVpcCidrBlock: onNamed,
  getManagedPrefixListAssociations: anywhere,
  getManagedPrefixListEntries: anywhere,
  modifyAddressAttribute: onNamed,
  modifyManagedPrefixList: onNamed,
  modifyNetworkInterfaceAttribute: onNamed,
  modifySecurityGroupRules: onNamed,
  modifySubnetAttribute: onNamed,
  modifyVpcAttribute: onNamed,
  modifyVpcEndpoint: onNamed,
  modifyVpcPeeringConnectionOptions: onNamed,
  rejectVpcPeeringConnection: onNamed,
  releaseAddress: onNamed,
  replaceNetworkAclAssociation: onNamed,
  replaceNetworkAclEntry: onNamed,
  replaceRoute: onNamed,
  replaceRouteTableAssociation: onNamed,
  resetAddressAttribute: onNamed,
  restoreManagedPrefixListVersion: onNamed,
  revokeSecurityGroupEgress: onNamed,
  revokeSecurityGroupIngress: onNamed,
  updateSecurityGroupRuleDescriptionsEgress: onNamed,
  updateSecurityGroupRuleDescriptionsIngress: onNamed,
} satisfies AuthorizationTable<Ec2Operations>;
