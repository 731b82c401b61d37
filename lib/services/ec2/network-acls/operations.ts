import type { Context } from "../../../runtime/context.js";
import { createOnce } from "../client-tokens.js";
import { hasDependencies } from "../errors.js";
import type {
  CreateNetworkAclRequest,
  CreateNetworkAclResult,
  DeleteNetworkAclRequest,
  DescribeNetworkAclsRequest,
  DescribeNetworkAclsResult,
  ReplaceNetworkAclAssociationRequest,
  ReplaceNetworkAclAssociationResult,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { associationNotFound } from "../route-tables/errors.js";
import { SUBNETS } from "../subnets/state.js";
import { removeTags, tagNew } from "../tags/tags.js";
import { findVpc } from "../vpcs/vpcs.js";
import { aclInOtherNetwork, defaultAclNotDeletable } from "./errors.js";
import { allEntries, describeNetworkAcl, findNetworkAcl, subnetsWith } from "./network-acls.js";
import { NETWORK_ACLS, type NetworkAclEntryRow, type NetworkAclRow } from "./state.js";

/** Protocol names accepted by the filter `entry.protocol` in addition to numbers. */
const PROTOCOL_NAMES: ReadonlyMap<string, string> = new Map([
  ["1", "icmp"],
  ["6", "tcp"],
  ["17", "udp"],
]);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAcl.html */
export function createNetworkAcl(input: CreateNetworkAclRequest, ctx: Context): CreateNetworkAclResult {
  const row = createOnce<NetworkAclRow>(ctx, "CreateNetworkAcl", input, {
    find: (id) => ctx.table(NETWORK_ACLS).get(id),
    idOf: ({ networkAclId }) => networkAclId,
    create() {
      const { vpcId } = findVpc(ctx, input.VpcId);
      const made = { networkAclId: newId(ctx, "acl"), vpcId, isDefault: false, entries: [] };
      ctx.table(NETWORK_ACLS).put(made.networkAclId, made);
      tagNew(ctx, "network-acl", made.networkAclId, input.TagSpecifications);
      return made;
    },
  });
  return { NetworkAcl: describeNetworkAcl(ctx, row), ClientToken: input.ClientToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html */
export function describeNetworkAcls(
  input: DescribeNetworkAclsRequest,
  ctx: Context,
): DescribeNetworkAclsResult {
  const entries =
    <Value>(of: (entry: NetworkAclEntryRow) => Value) =>
    (row: NetworkAclRow) =>
      allEntries(ctx, row).map(of);
  const { items, NextToken } = describePage(ctx, input, {
    kind: "network-acl",
    idOf: ({ networkAclId }) => networkAclId,
    all: ctx.table(NETWORK_ACLS).values(),
    ids: input.NetworkAclIds,
    filters: {
      "association.association-id": ({ networkAclId }) =>
        subnetsWith(ctx, networkAclId).map(({ aclAssociationId }) => aclAssociationId),
      "association.network-acl-id": ({ networkAclId }) =>
        subnetsWith(ctx, networkAclId).map(() => networkAclId),
      "association.subnet-id": ({ networkAclId }) =>
        subnetsWith(ctx, networkAclId).map(({ subnetId }) => subnetId),
      default: ({ isDefault }) => [isDefault],
      "entry.cidr": entries(({ cidrBlock }) => cidrBlock),
      "entry.egress": entries(({ egress }) => egress),
      "entry.icmp.code": entries(({ icmp }) => icmp?.code),
      "entry.icmp.type": entries(({ icmp }) => icmp?.type),
      "entry.ipv6-cidr": entries(({ ipv6CidrBlock }) => ipv6CidrBlock),
      "entry.port-range.from": entries(({ portRange }) => portRange?.from),
      "entry.port-range.to": entries(({ portRange }) => portRange?.to),
      "entry.protocol": (row) =>
        allEntries(ctx, row).flatMap(({ protocol }) => [protocol, PROTOCOL_NAMES.get(protocol)]),
      "entry.rule-action": entries(({ action }) => action),
      "entry.rule-number": entries(({ ruleNumber }) => ruleNumber),
      "network-acl-id": ({ networkAclId }) => [networkAclId],
      "owner-id": () => [ctx.account],
      "vpc-id": ({ vpcId }) => [vpcId],
    },
  });
  return { NetworkAcls: items.map((row) => describeNetworkAcl(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAcl.html */
export function deleteNetworkAcl(input: DeleteNetworkAclRequest, ctx: Context): object {
  const { networkAclId, isDefault } = findNetworkAcl(ctx, input.NetworkAclId);
  if (isDefault) throw defaultAclNotDeletable(networkAclId);
  if (subnetsWith(ctx, networkAclId).length > 0) throw hasDependencies("networkAcl", networkAclId);
  ctx.table(NETWORK_ACLS).delete(networkAclId);
  removeTags(ctx, networkAclId, undefined);
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclAssociation.html */
export function replaceNetworkAclAssociation(
  input: ReplaceNetworkAclAssociationRequest,
  ctx: Context,
): ReplaceNetworkAclAssociationResult {
  const subnet = [...ctx.table(SUBNETS).values()].find(
    ({ aclAssociationId }) => aclAssociationId === input.AssociationId,
  );
  if (!subnet) throw associationNotFound(input.AssociationId);
  const { networkAclId, vpcId } = findNetworkAcl(ctx, input.NetworkAclId);
  if (vpcId !== subnet.vpcId) throw aclInOtherNetwork(networkAclId, subnet.subnetId);
  const aclAssociationId = newId(ctx, "aclassoc");
  ctx.table(SUBNETS).put(subnet.subnetId, { ...subnet, networkAclId, aclAssociationId });
  return { NewAssociationId: aclAssociationId };
}
