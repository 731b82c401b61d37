import type { Context } from "../../core/context.js";
import type { Place } from "../../core/partition.js";
import type { ControlHost, ShowsState } from "../../core/service.js";
import { defaultVpc, makeDefaultNetwork } from "./default-network.js";
import type { NetworkInterface, RouteTable, SecurityGroup, Subnet, Vpc } from "./generated/types.js";
import { describedInterface, networkInterfaces } from "./interfaces.js";
import { describedRouteTable } from "./route-tables.js";
import { describedGroup } from "./security-groups.js";
import {
  INTERNET_GATEWAYS,
  type InternetGatewayRow,
  ROUTE_TABLES,
  SECURITY_GROUPS,
  SUBNETS,
  VPCS,
} from "./state.js";
import { describedSubnet } from "./subnets.js";
import { describedVpc } from "./vpcs.js";

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
  state(at?: Place): object {
    return {
      vpcs: this.vpcs(at),
      subnets: this.subnets(at),
      securityGroups: this.securityGroups(at),
      routeTables: this.routeTables(at),
      internetGateways: this.internetGateways(at),
      networkInterfaces: this.networkInterfaces(at),
    };
  }

  /**
   * The ids of the default VPC, its subnets and its security group. They
   * follow from the account and region: in every run they are the same.
   *
   * @throws Error when the default VPC was deleted.
   */
  defaultNetwork(at?: Place): DefaultNetwork {
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

  vpcs(at?: Place): Vpc[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(VPCS).values(), (row) => describedVpc(ctx, row));
  }

  subnets(at?: Place): Subnet[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(SUBNETS).values(), (row) => describedSubnet(ctx, row));
  }

  securityGroups(at?: Place): SecurityGroup[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(SECURITY_GROUPS).values(), (row) => describedGroup(ctx, row));
  }

  routeTables(at?: Place): RouteTable[] {
    const ctx = this.prepared(at);
    return copies(ctx.table(ROUTE_TABLES).values(), (row) => describedRouteTable(ctx, row));
  }

  /** Every internet gateway, with the VPC that it is attached to. */
  internetGateways(at?: Place): InternetGatewayRow[] {
    return copies(this.prepared(at).table(INTERNET_GATEWAYS).values(), (row) => row);
  }

  /** The network interfaces of ECS tasks and EFS mount targets. */
  networkInterfaces(at?: Place): NetworkInterface[] {
    const ctx = this.prepared(at);
    return copies(networkInterfaces(ctx), (made) => describedInterface(ctx, made));
  }

  private prepared(at: Place | undefined): Context {
    const ctx = this.host.context(at);
    ctx.transaction(() => makeDefaultNetwork(ctx));
    return ctx;
  }
}

function copies<Row, Shown>(rows: Iterable<Row>, show: (row: Row) => Shown): Shown[] {
  return structuredClone(Array.from(rows, show));
}
