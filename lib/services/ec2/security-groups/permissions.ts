import { formatCidr, parseCidr } from "../../../network/cidr.js";
import { own } from "../../../values/own.js";
import { formatIpv6Cidr, parseIpv6Cidr } from "../cidr/ipv6.js";
import { malformedCidr } from "../errors.js";
import type { IpPermission } from "../generated/types.js";
import { invalidProtocol, portsBackwards, portsMissing } from "./errors.js";
import type { Permission } from "./state.js";

/** A permission in a request. */
export interface AskedPermission extends Permission {
  readonly description?: string;
}

const BY_NUMBER: Readonly<Record<string, string>> = {
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
  all: "-1",
};
const NAMES = new Set(["tcp", "udp", "icmp", "icmpv6", "-1"]);

/** The members of a permission in older requests, instead of a list. */
export interface FlatPermission {
  readonly IpProtocol?: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly CidrIp?: string;
}

/** The permissions in a request, one for each peer. @throws InvalidParameterValue */
export function askedPermissions(
  request: FlatPermission & { readonly IpPermissions?: readonly IpPermission[] },
): AskedPermission[] {
  const { IpPermissions, IpProtocol, FromPort, ToPort, CidrIp } = request;
  if (IpPermissions !== undefined) return IpPermissions.flatMap(permissionsOf);
  if (IpProtocol === undefined) return [];
  return permissionsOf({
    IpProtocol,
    ...(FromPort !== undefined && { FromPort }),
    ...(ToPort !== undefined && { ToPort }),
    IpRanges: CidrIp === undefined ? [] : [{ CidrIp }],
  });
}

function permissionsOf(permission: IpPermission): AskedPermission[] {
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  const base = checkedPorts(permission);
  return [
    ...IpRanges.map(({ CidrIp = "", Description }) => ({
      cidrIpv4: checkedCidr(CidrIp),
      ...descriptionMember(Description),
    })),
    ...Ipv6Ranges.map(({ CidrIpv6 = "", Description }) => ({
      cidrIpv6: checkedIpv6Cidr(CidrIpv6),
      ...descriptionMember(Description),
    })),
    ...PrefixListIds.map(({ PrefixListId = "", Description }) => ({
      prefixListId: PrefixListId,
      ...descriptionMember(Description),
    })),
    ...UserIdGroupPairs.map(({ GroupId = "", Description }) => ({
      referencedGroupId: GroupId,
      ...descriptionMember(Description),
    })),
  ].map((peer) => ({ ...base, ...peer }));
}

function descriptionMember(description: string | undefined): { description?: string } {
  return description === undefined || description === "" ? {} : { description };
}

/** Protocol and ports in EC2's form. @throws InvalidParameterValue */
export function checkedPorts({
  IpProtocol = "-1",
  FromPort,
  ToPort,
}: FlatPermission): Pick<Permission, "protocol" | "fromPort" | "toPort"> {
  const asked = IpProtocol.toLowerCase();
  const protocol = own(BY_NUMBER, asked) ?? asked;
  if (!NAMES.has(protocol) && !(/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255))
    throw invalidProtocol(IpProtocol);
  // For all protocols, and for those without ports, EC2 drops the ports.
  if (protocol === "-1" || /^\d/.test(protocol)) return { protocol };
  if (protocol === "tcp" || protocol === "udp") {
    if (FromPort === undefined || ToPort === undefined) throw portsMissing();
    if (FromPort < 0 || ToPort > 65_535 || FromPort > ToPort)
      throw portsBackwards(protocol, FromPort, ToPort);
  }
  return { protocol, fromPort: FromPort ?? -1, toPort: ToPort ?? -1 };
}

/** A block in EC2's form, with the bits after the prefix cleared. @throws InvalidParameterValue */
export function checkedCidr(text: string): string {
  const block = parseCidr(text);
  if (!block) throw malformedCidr(text);
  return formatCidr(block);
}

/** The same for IPv6. @throws InvalidParameterValue */
export function checkedIpv6Cidr(text: string): string {
  const block = parseIpv6Cidr(text);
  if (!block) throw malformedCidr(text);
  return formatIpv6Cidr(block);
}

/** Whether two permissions are the same rule; descriptions are ignored. */
export function samePermission(a: Permission, b: Permission): boolean {
  return (
    a.protocol === b.protocol &&
    a.fromPort === b.fromPort &&
    a.toPort === b.toPort &&
    a.cidrIpv4 === b.cidrIpv4 &&
    a.cidrIpv6 === b.cidrIpv6 &&
    a.prefixListId === b.prefixListId &&
    a.referencedGroupId === b.referencedGroupId
  );
}

/** A rule in EC2's errors: `peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW`. */
export function inWords({ protocol, fromPort, toPort, ...peers }: Permission): string {
  const peer = peers.cidrIpv4 ?? peers.cidrIpv6 ?? peers.prefixListId ?? peers.referencedGroupId;
  if (protocol === "-1") return `peer: ${peer}, ALL, ALLOW`;
  const ports = fromPort === undefined ? "" : `, from port: ${fromPort}, to port: ${toPort}`;
  return `peer: ${peer}, ${protocol.toUpperCase()}${ports}, ALLOW`;
}
