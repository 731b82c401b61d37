import type { Context } from "../../../core/context.js";
import type {
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult,
} from "../generated/types.js";
import { describePage } from "../listing.js";
import { SECURITY_GROUPS } from "../security-groups/state.js";
import { describedInterface, groupsOf, networkInterfaces } from "./interfaces.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
export function describeNetworkInterfaces(
  input: DescribeNetworkInterfacesRequest,
  ctx: Context,
): DescribeNetworkInterfacesResult {
  const { items, NextToken } = describePage(ctx, input, {
    kind: "network-interface",
    idOf: ({ id }) => id,
    all: networkInterfaces(ctx),
    ids: input.NetworkInterfaceIds,
    filters: {
      "addresses.private-ip-address": ({ ipv4 }) => [ipv4],
      "addresses.primary": ({ ipv4 }) => (ipv4 === undefined ? [] : [true]),
      "attachment.attachment-id": ({ id }) => [id.replace("eni-", "eni-attach-")],
      "attachment.instance-id": () => [],
      "attachment.status": () => ["attached"],
      "availability-zone": ({ subnet }) => [subnet.availabilityZone],
      description: ({ description }) => [description],
      "group-id": (made) => groupsOf(ctx, made),
      "group-name": (made) =>
        groupsOf(ctx, made).map((groupId) => ctx.table(SECURITY_GROUPS).get(groupId)?.groupName),
      "interface-type": () => ["interface"],
      "ipv6-addresses.ipv6-address": ({ ipv6 }) => [ipv6],
      "mac-address": ({ macAddress }) => [macAddress],
      "network-interface-id": ({ id }) => [id],
      "owner-id": () => [ctx.account],
      "private-ip-address": ({ ipv4 }) => [ipv4],
      "requester-managed": () => [true],
      status: () => ["in-use"],
      "subnet-id": ({ subnet }) => [subnet.subnetId],
      "vpc-id": ({ subnet }) => [subnet.vpcId],
    },
  });
  return { NetworkInterfaces: items.map((made) => describedInterface(ctx, made)), NextToken };
}
