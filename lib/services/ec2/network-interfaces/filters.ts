import { zoneId } from "../../../network/zones.js";
import type { Context } from "../../../runtime/context.js";
import type { FilterValue, FilterValues } from "../filters.js";
import type { NetworkInterfaceAssociation } from "../generated/types.js";
import { SECURITY_GROUPS } from "../security-groups/state.js";
import { associationOf, groupsOf, isInUse, privateNameOf, type ShownInterface } from "./interfaces.js";

/** The filters of DescribeNetworkInterfaces. */
export function interfaceFilters(ctx: Context): FilterValues<ShownInterface> {
  const association =
    (of: (association: NetworkInterfaceAssociation) => FilterValue) => (made: ShownInterface) => {
      const found = associationOf(ctx, made);
      return found ? [of(found)] : [];
    };
  const attachment = (value: FilterValue) => (made: ShownInterface) => (isInUse(made) ? [value] : []);
  return {
    "addresses.association.owner-id": association(({ IpOwnerId }) => IpOwnerId),
    "addresses.association.public-ip": association(({ PublicIp }) => PublicIp),
    "addresses.primary": ({ ipv4 }) => (ipv4 === undefined ? [] : [true]),
    "addresses.private-ip-address": ({ ipv4 }) => [ipv4],
    "association.allocation-id": association(({ AllocationId }) => AllocationId),
    "association.association-id": association(({ AssociationId }) => AssociationId),
    "association.ip-owner-id": association(({ IpOwnerId }) => IpOwnerId),
    "association.public-dns-name": association(({ PublicDnsName }) => PublicDnsName),
    "association.public-ip": association(({ PublicIp }) => PublicIp),
    "attachment.attach-time": ({ attachedAt }) => [attachedAt?.toISOString()],
    "attachment.attachment-id": (made) => (isInUse(made) ? [made.id.replace("eni-", "eni-attach-")] : []),
    "attachment.delete-on-termination": attachment(false),
    "attachment.device-index": attachment(1),
    "attachment.instance-id": () => [],
    "attachment.instance-owner-id": attachment("amazon-aws"),
    "attachment.status": attachment("attached"),
    "availability-zone": ({ subnet }) => [subnet.availabilityZone],
    "availability-zone-id": ({ subnet }) => [zoneId(subnet.availabilityZone)],
    description: ({ description }) => [description],
    "group-id": (made) => groupsOf(ctx, made),
    "group-name": (made) =>
      groupsOf(ctx, made).map((groupId) => ctx.table(SECURITY_GROUPS).get(groupId)?.groupName),
    "interface-type": ({ type }) => [type],
    "ipv6-addresses.ipv6-address": ({ ipv6 }) => [ipv6],
    "mac-address": ({ macAddress }) => [macAddress],
    "network-interface-id": ({ id }) => [id],
    "operator.managed": () => [false],
    "operator.principal": () => [],
    "owner-id": () => [ctx.account],
    "private-dns-name": (made) => [privateNameOf(ctx, made)],
    "private-ip-address": ({ ipv4 }) => [ipv4],
    "requester-id": () => [],
    "requester-managed": ({ requesterManaged }) => [requesterManaged],
    "source-dest-check": ({ sourceDestCheck }) => [sourceDestCheck],
    status: (made) => [isInUse(made) ? "in-use" : "available"],
    "subnet-id": ({ subnet }) => [subnet.subnetId],
    "vpc-id": ({ subnet }) => [subnet.vpcId],
  };
}
