import { defaultSecurityGroup } from "../../../network/subnets.js";
import { zoneId } from "../../../network/zones.js";
import type { Context } from "../../../runtime/context.js";
import type { ServiceInterface } from "../../../runtime/ports/interfaces.js";
import { dnsSuffix } from "../../../shared/partitions.js";
import { ADDRESSES, type AddressRow } from "../addresses/state.js";
import type { NetworkInterface, NetworkInterfaceAssociation } from "../generated/types.js";
import { SECURITY_GROUPS } from "../security-groups/state.js";
import { SUBNETS } from "../subnets/state.js";
import { tagsOf } from "../tags/tags.js";
import { VPCS } from "../vpcs/state.js";
import { INTERFACES, type InterfaceRow, type InterfaceType } from "./state.js";

/** A network interface of EC2, or of a service that creates interfaces in subnets. */
export interface ShownInterface extends ServiceInterface {
  readonly type: InterfaceType;
  /** Requests cannot change or delete it. */
  readonly requesterManaged: boolean;
  readonly sourceDestCheck: boolean;
}

/** All network interfaces, by id; those of ECS tasks and EFS mount targets are read from their services. */
export function networkInterfaces(ctx: Context): ShownInterface[] {
  const ofServices = (ctx.ports.interfaces ?? []).flatMap((source) =>
    Array.from(source.interfaces(ctx), (made): ShownInterface => {
      return { type: "interface", requesterManaged: true, sourceDestCheck: true, ...made };
    }),
  );
  const own = [...ctx.table(INTERFACES).values()].flatMap((row) => shown(ctx, row) ?? []);
  return [...ofServices, ...own].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function shown(ctx: Context, row: InterfaceRow): ShownInterface | undefined {
  const subnet = ctx.table(SUBNETS).get(row.subnetId);
  return (
    subnet && {
      id: row.networkInterfaceId,
      subnet,
      ipv4: row.privateIp,
      macAddress: row.macAddress,
      securityGroups: row.securityGroups,
      description: row.description,
      attachedAt: new Date(row.createdAt),
      type: row.type,
      requesterManaged: row.type !== "interface",
      sourceDestCheck: row.sourceDestCheck,
    }
  );
}

/** Whether an interface is in use; those created by requests are not, because there are no instances. */
export function isInUse({ requesterManaged }: ShownInterface): boolean {
  return requesterManaged;
}

/** The security groups of an interface. Default the default group of its VPC. */
export function groupsOf(ctx: Context, { securityGroups, subnet, type }: ShownInterface): readonly string[] {
  if (type === "nat_gateway") return [];
  return securityGroups.length > 0 ? securityGroups : [defaultSecurityGroup(ctx, subnet.vpcId)];
}

/** The elastic IP address of an interface. */
export function addressOf(ctx: Context, networkInterfaceId: string): AddressRow | undefined {
  return [...ctx.table(ADDRESSES).values()].find(
    ({ association }) => association?.networkInterfaceId === networkInterfaceId,
  );
}

/** The public address of an interface: an elastic IP address, or one assigned by its service. */
export function associationOf(ctx: Context, made: ShownInterface): NetworkInterfaceAssociation | undefined {
  const elastic = addressOf(ctx, made.id);
  if (elastic)
    return {
      AllocationId: elastic.allocationId,
      AssociationId: elastic.association?.associationId,
      IpOwnerId: ctx.account,
      PublicDnsName: publicName(ctx, elastic.publicIp),
      PublicIp: elastic.publicIp,
    };
  if (!made.isPublic) return undefined;
  const publicIp = publicAddress(made.id);
  return { IpOwnerId: "amazon", PublicIp: publicIp, PublicDnsName: publicName(ctx, publicIp) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html */
export function describeInterface(ctx: Context, made: ShownInterface): NetworkInterface {
  const { id, subnet, ipv4, ipv6 } = made;
  const PrivateDnsName = privateNameOf(ctx, made);
  const Association = associationOf(ctx, made);
  return {
    Association,
    Attachment: isInUse(made) ? describeAttachment(made) : undefined,
    AvailabilityZone: subnet.availabilityZone,
    AvailabilityZoneId: zoneId(subnet.availabilityZone),
    Description: made.description,
    Groups: groupsOf(ctx, made).map((GroupId) => ({
      GroupId,
      GroupName: ctx.table(SECURITY_GROUPS).get(GroupId)?.groupName,
    })),
    InterfaceType: made.type,
    Ipv6Addresses: ipv6 === undefined ? [] : [{ Ipv6Address: ipv6 }],
    MacAddress: made.macAddress,
    NetworkInterfaceId: id,
    OwnerId: ctx.account,
    PrivateDnsName,
    PrivateIpAddress: ipv4,
    PrivateIpAddresses:
      ipv4 === undefined ? [] : [{ Association, Primary: true, PrivateDnsName, PrivateIpAddress: ipv4 }],
    RequesterManaged: made.requesterManaged,
    SourceDestCheck: made.sourceDestCheck,
    Status: isInUse(made) ? "in-use" : "available",
    SubnetId: subnet.subnetId,
    TagSet: tagsOf(ctx, id),
    VpcId: subnet.vpcId,
  };
}

function describeAttachment({ id, attachedAt }: ShownInterface) {
  return {
    AttachmentId: id.replace("eni-", "eni-attach-"),
    AttachTime: attachedAt,
    DeleteOnTermination: false,
    DeviceIndex: 1,
    NetworkCardIndex: 0,
    InstanceOwnerId: "amazon-aws",
    Status: "attached" as const,
  };
}

/** The host name of an interface inside its VPC. */
export function privateNameOf(ctx: Context, { subnet, ipv4 }: ShownInterface): string | undefined {
  return ipv4 === undefined ? undefined : privateName(ctx, subnet.vpcId, ipv4);
}

/** Interfaces in a VPC without DNS host names have none. */
function privateName(ctx: Context, vpcId: string, address: string): string | undefined {
  if (ctx.table(VPCS).get(vpcId)?.enableDnsHostnames === false) return undefined;
  const host = `ip-${address.replaceAll(".", "-")}`;
  return ctx.region === "us-east-1" ? `${host}.ec2.internal` : `${host}.${ctx.region}.compute.internal`;
}

/** A public address derived from the id, in the block reserved for documentation. */
function publicAddress(id: string): string {
  return `198.51.100.${1 + (Number.parseInt(id.slice(-4), 16) % 254)}`;
}

function publicName(ctx: Context, address: string): string {
  const host = `ec2-${address.replaceAll(".", "-")}`;
  const domain = ctx.region === "us-east-1" ? "compute-1" : `${ctx.region}.compute`;
  return `${host}.${domain}.${dnsSuffix(ctx.region)}`;
}
