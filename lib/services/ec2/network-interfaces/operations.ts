import type { Context } from "../../../runtime/context.js";
import { createOnce } from "../client-tokens.js";
import { notFound } from "../errors.js";
import type {
  CreateNetworkInterfaceRequest,
  CreateNetworkInterfaceResult,
  DeleteNetworkInterfaceRequest,
  DescribeNetworkInterfaceAttributeRequest,
  DescribeNetworkInterfaceAttributeResult,
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult,
  ModifyNetworkInterfaceAttributeRequest,
} from "../generated/types.js";
import { describePage } from "../listing.js";
import { checkedGroups } from "../security-groups/groups.js";
import { findSubnet } from "../subnets/subnets.js";
import { tagNew } from "../tags/tags.js";
import { interfaceInUse, notYours, onePrivateAddress } from "./errors.js";
import { interfaceFilters } from "./filters.js";
import { describeInterface, networkInterfaces, type ShownInterface } from "./interfaces.js";
import { makeInterface, removeInterface } from "./make-interface.js";
import { INTERFACES, type InterfaceRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html */
export function createNetworkInterface(
  input: CreateNetworkInterfaceRequest,
  ctx: Context,
): CreateNetworkInterfaceResult {
  const row = createOnce<InterfaceRow>(ctx, "CreateNetworkInterface", input, {
    find: (id) => ctx.table(INTERFACES).get(id),
    idOf: ({ networkInterfaceId }) => networkInterfaceId,
    create() {
      const subnet = findSubnet(ctx, input.SubnetId);
      const made = makeInterface(ctx, subnet, {
        type: "interface",
        description: input.Description ?? "",
        securityGroups: checkedGroups(ctx, subnet.vpcId, input.Groups),
        privateIp: privateAddress(input),
      });
      tagNew(ctx, "network-interface", made.networkInterfaceId, input.TagSpecifications);
      return made;
    },
  });
  return {
    NetworkInterface: describeInterface(ctx, findInterface(ctx, row.networkInterfaceId)),
    ClientToken: input.ClientToken,
  };
}

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
    filters: interfaceFilters(ctx),
  });
  return { NetworkInterfaces: items.map((made) => describeInterface(ctx, made)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaceAttribute.html */
export function describeNetworkInterfaceAttribute(
  input: DescribeNetworkInterfaceAttributeRequest,
  ctx: Context,
): DescribeNetworkInterfaceAttributeResult {
  const made = describeInterface(ctx, findInterface(ctx, input.NetworkInterfaceId));
  const { NetworkInterfaceId } = made;
  switch (input.Attribute) {
    case "description":
      return { NetworkInterfaceId, Description: { Value: made.Description } };
    case "groupSet":
      return { NetworkInterfaceId, Groups: made.Groups };
    case "sourceDestCheck":
      return { NetworkInterfaceId, SourceDestCheck: { Value: made.SourceDestCheck } };
    default:
      return { NetworkInterfaceId, Attachment: made.Attachment };
  }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html */
export function modifyNetworkInterfaceAttribute(
  input: ModifyNetworkInterfaceAttributeRequest,
  ctx: Context,
): object {
  const { id, requesterManaged, subnet } = findInterface(ctx, input.NetworkInterfaceId);
  const row = ctx.table(INTERFACES).get(id);
  if (!row || requesterManaged) throw notYours();
  ctx.table(INTERFACES).put(id, {
    ...row,
    description: input.Description?.Value ?? row.description,
    securityGroups: input.Groups ? checkedGroups(ctx, subnet.vpcId, input.Groups) : row.securityGroups,
    sourceDestCheck: input.SourceDestCheck?.Value ?? row.sourceDestCheck,
  });
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInterface.html */
export function deleteNetworkInterface(input: DeleteNetworkInterfaceRequest, ctx: Context): object {
  const { id, requesterManaged } = findInterface(ctx, input.NetworkInterfaceId);
  if (requesterManaged) throw interfaceInUse(id);
  removeInterface(ctx, id);
  return {};
}

/** @throws InvalidNetworkInterfaceID.NotFound */
function findInterface(ctx: Context, networkInterfaceId: string): ShownInterface {
  const made = networkInterfaces(ctx).find(({ id }) => id === networkInterfaceId);
  if (!made) throw notFound("network-interface", networkInterfaceId);
  return made;
}

/** The private address in a request. @throws UnsupportedOperation for more than one */
function privateAddress(input: CreateNetworkInterfaceRequest): string | undefined {
  const { PrivateIpAddresses = [], Ipv6Addresses = [], Ipv4Prefixes = [], Ipv6Prefixes = [] } = input;
  const counts = [
    input.SecondaryPrivateIpAddressCount,
    input.Ipv6AddressCount,
    input.Ipv4PrefixCount,
    input.Ipv6PrefixCount,
  ];
  const lists = [Ipv6Addresses, Ipv4Prefixes, Ipv6Prefixes];
  if (
    PrivateIpAddresses.length > 1 ||
    lists.some(({ length }) => length > 0) ||
    counts.some((count) => count !== undefined && count > 0)
  )
    throw onePrivateAddress();
  return input.PrivateIpAddress ?? PrivateIpAddresses[0]?.PrivateIpAddress;
}
