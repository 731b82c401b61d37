import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import type { ControlHost, ShowsState } from "../../runtime/service.js";
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

/** What every account has in every region. */
export interface DefaultNetwork {
  readonly vpcId: string;
  /** In the first three zones of the region, in order. */
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
}

/** `sim.ec2`: the networks that ECS and EFS are in. Everything read is a copy, as the Describe operations show it, by id. */
export class Ec2Control implements ShowsState {
  /** @internal */
  constructor(private readonly host: ControlHost) {}

  /** All that EC2 holds. */
  state(at?: Scope): object {
    return {
      vpcs: this.vpcs(at),
      subnets: this.subnets(at),
      securityGroups: this.securityGroups(at),
      routeTables: this.routeTables(at),
      internetGateways: this.internetGateways(at),
      networkInterfaces: this.networkInterfaces(at),
      natGateways: this.natGateways(at),
      addresses: this.addresses(at),
      vpcEndpoints: this.vpcEndpoints(at),
      networkAcls: this.networkAcls(at),
      dhcpOptions: this.dhcpOptions(at),
      egressOnlyGateways: this.egressOnlyGateways(at),
      flowLogs: this.flowLogs(at),
      peeringConnections: this.peeringConnections(at),
      prefixLists: this.prefixLists(at),
    };
  }

  /**
   * The ids of the default VPC, its subnets and its security group. They
   * follow from the account and region: in every run they are the same.
   *
   * @throws Error when the default VPC was deleted.
   */
  defaultNetwork(at?: Scope): DefaultNetwork {
    const ctx = this.prepared(at);
    const vpc = defaultVpc(ctx);
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

  vpcs(at?: Scope): Vpc[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(VPCS).values(), (row) => describeVpc(ctx, row));
  }

  subnets(at?: Scope): Subnet[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(SUBNETS).values(), (row) => describeSubnet(ctx, row));
  }

  securityGroups(at?: Scope): SecurityGroup[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(SECURITY_GROUPS).values(), (row) => describeGroup(ctx, row));
  }

  routeTables(at?: Scope): RouteTable[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(ROUTE_TABLES).values(), (row) => describeRouteTable(ctx, row));
  }

  /** Every internet gateway, with the VPC that it is attached to. */
  internetGateways(at?: Scope): InternetGatewayRow[] {
    return copies(this.prepared(at).table(INTERNET_GATEWAYS).values(), (row) => row);
  }

  /** The NAT gateways, with those that were deleted or failed in the last hour. */
  natGateways(at?: Scope): NatGateway[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(NAT_GATEWAYS).values(), (row) => describeNatGateway(ctx, row));
  }

  /** The elastic IP addresses. */
  addresses(at?: Scope): Address[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(ADDRESSES).values(), (row) => describeAddress(ctx, row));
  }

  vpcEndpoints(at?: Scope): VpcEndpoint[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(ENDPOINTS).values(), (row) => describeEndpoint(ctx, row));
  }

  networkAcls(at?: Scope): NetworkAcl[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(NETWORK_ACLS).values(), (row) => describeNetworkAcl(ctx, row));
  }

  /** The network interfaces of ECS tasks, EFS mount targets, NAT gateways and endpoints, and those that requests created. */
  networkInterfaces(at?: Scope): NetworkInterface[] {
    const ctx = this.prepared(at);
    return copies(networkInterfaces(ctx), (made) => describeInterface(ctx, made));
  }

  dhcpOptions(at?: Scope): DhcpOptions[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(DHCP_OPTIONS).values(), (row) => describeOptions(ctx, row));
  }

  /** Every egress-only internet gateway, with its VPC. */
  egressOnlyGateways(at?: Scope): EgressOnlyGatewayRow[] {
    return copies(this.prepared(at).table(EGRESS_ONLY_GATEWAYS).values(), (row) => row);
  }

  flowLogs(at?: Scope): FlowLog[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(FLOW_LOGS).values(), (row) => describeFlowLog(ctx, row));
  }

  /** The VPC peering connections, with those that ended in the last two hours. */
  peeringConnections(at?: Scope): VpcPeeringConnection[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(PEERING_CONNECTIONS).values(), (row) => describeConnection(ctx, row));
  }

  /** The managed prefix lists of the account, without those of AWS. */
  prefixLists(at?: Scope): ManagedPrefixList[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(PREFIX_LISTS).values(), (row) => describePrefixList(ctx, row));
  }

  private prepared(at: Scope | undefined): Context {
    const ctx = this.host.context(at);
    ctx.transaction(() => makeDefaultNetwork(ctx));
    return ctx;
  }
}

function copies<Row, Shown>(rows: Iterable<Row>, show: (row: Row) => Shown): Shown[] {
  return structuredClone(Array.from(rows, show));
}
