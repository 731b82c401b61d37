import type { Context } from "../../../core/context.js";
import type { ServiceInterface } from "../../../core/ports.js";
import { defaultSecurityGroup } from "../../../core/subnets.js";
import { zoneId } from "../../../core/zones.js";
import type { NetworkInterface } from "../generated/types.js";
import { SECURITY_GROUPS } from "../security-groups/state.js";
import { VPCS } from "../vpcs/state.js";

/** The network interfaces that tasks and mount targets have, by id. EC2 keeps none of its own: whose they are is asked. */
export function networkInterfaces(ctx: Context): ServiceInterface[] {
  const all = (ctx.ports.interfaces ?? []).flatMap((source) => [...source.interfaces(ctx)]);
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The security groups of an interface; the default one of its VPC when none was named. */
export function groupsOf(ctx: Context, { securityGroups, subnet }: ServiceInterface): readonly string[] {
  return securityGroups.length > 0 ? securityGroups : [defaultSecurityGroup(ctx, subnet.vpcId)];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html */
export function describedInterface(ctx: Context, made: ServiceInterface): NetworkInterface {
  const { id, subnet, ipv4, ipv6 } = made;
  const name = ipv4 === undefined ? undefined : privateName(ctx, subnet.vpcId, ipv4);
  const publicIp = made.isPublic ? publicAddress(id) : undefined;
  const association = publicIp !== undefined && {
    Association: { IpOwnerId: "amazon", PublicIp: publicIp, PublicDnsName: publicName(ctx, publicIp) },
  };
  return {
    ...association,
    Attachment: {
      AttachmentId: id.replace("eni-", "eni-attach-"),
      AttachTime: made.attachedAt,
      DeleteOnTermination: false,
      DeviceIndex: 1,
      NetworkCardIndex: 0,
      InstanceOwnerId: "amazon-aws",
      Status: "attached",
    },
    AvailabilityZone: subnet.availabilityZone,
    AvailabilityZoneId: zoneId(subnet.availabilityZone),
    Description: made.description,
    Groups: groupsOf(ctx, made).map((GroupId) => ({
      GroupId,
      GroupName: ctx.table(SECURITY_GROUPS).get(GroupId)?.groupName,
    })),
    InterfaceType: "interface",
    Ipv6Addresses: ipv6 === undefined ? [] : [{ Ipv6Address: ipv6 }],
    MacAddress: made.macAddress,
    NetworkInterfaceId: id,
    OwnerId: ctx.account,
    PrivateDnsName: name,
    PrivateIpAddress: ipv4,
    PrivateIpAddresses:
      ipv4 === undefined
        ? []
        : [{ ...association, Primary: true, PrivateDnsName: name, PrivateIpAddress: ipv4 }],
    RequesterManaged: true,
    SourceDestCheck: true,
    Status: "in-use",
    SubnetId: subnet.subnetId,
    TagSet: [],
    VpcId: subnet.vpcId,
  };
}

/** Interfaces in a VPC without host names have no name. */
function privateName(ctx: Context, vpcId: string, address: string): string | undefined {
  if (ctx.table(VPCS).get(vpcId)?.enableDnsHostnames === false) return undefined;
  const host = `ip-${address.replaceAll(".", "-")}`;
  return ctx.region === "us-east-1" ? `${host}.ec2.internal` : `${host}.${ctx.region}.compute.internal`;
}

/** A public address that follows from the id, in the block that is reserved for documentation. */
function publicAddress(id: string): string {
  return `198.51.100.${1 + (Number.parseInt(id.slice(-4), 16) % 254)}`;
}

function publicName(ctx: Context, address: string): string {
  const host = `ec2-${address.replaceAll(".", "-")}`;
  return ctx.region === "us-east-1"
    ? `${host}.compute-1.amazonaws.com`
    : `${host}.${ctx.region}.compute.amazonaws.com`;
}
