import { defineControl, list, read, type StateOf, stateOf } from "../../control/definition/define-control.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import type { TableDefinition } from "../../runtime/store/store.js";
import { describeAddress } from "./addresses/addresses.js";
import { ADDRESSES } from "./addresses/state.js";
import { defaultVpc, makeDefaultNetwork } from "./default-network.js";
import { describeOptions } from "./dhcp-options/dhcp-options.js";
import { DHCP_OPTIONS } from "./dhcp-options/state.js";
import { EGRESS_ONLY_GATEWAYS, type EgressOnlyGatewayRow } from "./egress-only-gateways/state.js";
import { describeFlowLog } from "./flow-logs/flow-logs.js";
import { FLOW_LOGS } from "./flow-logs/state.js";
import type {
  Address,
  DhcpOptions,
  FlowLog,
  ManagedPrefixList,
  NatGateway,
  NetworkAcl,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
  VpcEndpoint,
  VpcPeeringConnection,
} from "./generated/types.js";
import { INTERNET_GATEWAYS, type InternetGatewayRow } from "./internet-gateways/state.js";
import { describeNatGateway } from "./nat-gateways/nat-gateways.js";
import { NAT_GATEWAYS } from "./nat-gateways/state.js";
import { describeNetworkAcl } from "./network-acls/network-acls.js";
import { NETWORK_ACLS } from "./network-acls/state.js";
import { describeInterface, networkInterfaces } from "./network-interfaces/interfaces.js";
import { describeConnection } from "./peering-connections/peering.js";
import { PEERING_CONNECTIONS } from "./peering-connections/state.js";
import { describePrefixList } from "./prefix-lists/prefix-lists.js";
import { PREFIX_LISTS } from "./prefix-lists/state.js";
import { describeRouteTable } from "./route-tables/route-tables.js";
import { ROUTE_TABLES } from "./route-tables/state.js";
import { describeGroup } from "./security-groups/groups.js";
import { SECURITY_GROUPS } from "./security-groups/state.js";
import { SUBNETS } from "./subnets/state.js";
import { describeSubnet } from "./subnets/subnets.js";
import { describeEndpoint } from "./vpc-endpoints/endpoints.js";
import { ENDPOINTS } from "./vpc-endpoints/state.js";
import { VPCS } from "./vpcs/state.js";
import { describeVpc } from "./vpcs/vpcs.js";

/** The default network of an account and region. */
export interface DefaultNetwork {
  readonly vpcId: string;
  /** In the first three zones of the region, in order. */
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
}

/** The state of EC2: networks. */
export type Ec2State = StateOf<Ec2Sim, Exclude<keyof Ec2Sim, "state" | "defaultNetwork">>;

/**
 * `sim.ec2`: reads the networks of ECS and EFS. All results are copies, as the Describe operations return
 * them, by id.
 */
export interface Ec2Sim {
  /** Returns the state of EC2. */
  state(at?: Scope): Ec2State;
  /**
   * Returns the ids of the default VPC, its subnets and its security group. They are derived from the account
   * and region, and equal in every run.
   *
   * @throws Error if the default VPC was deleted.
   */
  defaultNetwork(at?: Scope): DefaultNetwork;
  /** Returns all VPCs. */
  vpcs(at?: Scope): Vpc[];
  /** Returns all subnets. */
  subnets(at?: Scope): Subnet[];
  /** Returns all security groups. */
  securityGroups(at?: Scope): SecurityGroup[];
  /** Returns all route tables. */
  routeTables(at?: Scope): RouteTable[];
  /** Returns all internet gateways, with their VPCs. */
  internetGateways(at?: Scope): InternetGatewayRow[];
  /**
   * Returns the network interfaces of ECS tasks, EFS mount targets, NAT gateways and endpoints, and those
   * created by requests.
   */
  networkInterfaces(at?: Scope): NetworkInterface[];
  /** Returns the NAT gateways, including those that were deleted or failed in the last hour. */
  natGateways(at?: Scope): NatGateway[];
  /** Returns the elastic IP addresses. */
  addresses(at?: Scope): Address[];
  /** Returns all VPC endpoints. */
  vpcEndpoints(at?: Scope): VpcEndpoint[];
  /** Returns all network ACLs. */
  networkAcls(at?: Scope): NetworkAcl[];
  /** Returns all sets of DHCP options. */
  dhcpOptions(at?: Scope): DhcpOptions[];
  /** Returns all egress-only internet gateways, with their VPCs. */
  egressOnlyGateways(at?: Scope): EgressOnlyGatewayRow[];
  /** Returns all flow logs. */
  flowLogs(at?: Scope): FlowLog[];
  /** Returns the VPC peering connections, including those that ended in the last two hours. */
  peeringConnections(at?: Scope): VpcPeeringConnection[];
  /** Returns the managed prefix lists of the account, without those of AWS. */
  prefixLists(at?: Scope): ManagedPrefixList[];
}

const reads = {
  vpcs: rows(VPCS, describeVpc),
  subnets: rows(SUBNETS, describeSubnet),
  securityGroups: rows(SECURITY_GROUPS, describeGroup),
  routeTables: rows(ROUTE_TABLES, describeRouteTable),
  internetGateways: rows(INTERNET_GATEWAYS, (_, row) => row),
  networkInterfaces: list([], (ctx): NetworkInterface[] =>
    networkInterfaces(prepared(ctx)).map((made) => describeInterface(ctx, made)),
  ),
  natGateways: rows(NAT_GATEWAYS, describeNatGateway),
  addresses: rows(ADDRESSES, describeAddress),
  vpcEndpoints: rows(ENDPOINTS, describeEndpoint),
  networkAcls: rows(NETWORK_ACLS, describeNetworkAcl),
  dhcpOptions: rows(DHCP_OPTIONS, describeOptions),
  egressOnlyGateways: rows(EGRESS_ONLY_GATEWAYS, (_, row) => row),
  flowLogs: rows(FLOW_LOGS, describeFlowLog),
  peeringConnections: rows(PEERING_CONNECTIONS, describeConnection),
  prefixLists: rows(PREFIX_LISTS, describePrefixList),
};

export const ec2Control = defineControl<Ec2Sim>({
  ...reads,
  state: stateOf(reads),
  defaultNetwork: read([], defaultNetwork, { paths: ["/default-network"] }),
});

/** The described rows of a table. */
function rows<Row, Shown>(table: TableDefinition<Row>, show: (ctx: Context, row: Row) => Shown) {
  return list([], (ctx): Shown[] => Array.from(prepared(ctx).table(table).values(), (row) => show(ctx, row)));
}

function defaultNetwork(ctx: Context): DefaultNetwork {
  const vpc = defaultVpc(prepared(ctx));
  if (!vpc)
    throw new Error(
      `The default VPC of ${ctx.account} in ${ctx.region} was deleted. Use sim.reset(), or a VPC of your own.`,
    );
  const subnets = [...ctx.table(SUBNETS).values()].filter(
    ({ vpcId, defaultForAz }) => vpcId === vpc.vpcId && defaultForAz,
  );
  const inZoneOrder = subnets.sort((a, b) => (a.availabilityZone < b.availabilityZone ? -1 : 1));
  const group = [...ctx.table(SECURITY_GROUPS).values()].find(
    ({ vpcId, groupName }) => vpcId === vpc.vpcId && groupName === "default",
  );
  return {
    vpcId: vpc.vpcId,
    subnetIds: inZoneOrder.map(({ subnetId }) => subnetId),
    securityGroupId: group?.groupId ?? "",
  };
}

/** A context in which the default network exists. */
function prepared(ctx: Context): Context {
  makeDefaultNetwork(ctx);
  return ctx;
}
