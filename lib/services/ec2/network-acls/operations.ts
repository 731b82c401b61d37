import type { Context } from "../../../core/context.js";
import type { DescribeNetworkAclsRequest, DescribeNetworkAclsResult } from "../generated/types.js";
import { describePage } from "../listing.js";
import { subnetsIn } from "../subnets/subnets.js";
import { describedNetworkAcl } from "./network-acls.js";
import { NETWORK_ACLS } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html */
export function describeNetworkAcls(
  input: DescribeNetworkAclsRequest,
  ctx: Context,
): DescribeNetworkAclsResult {
  const { items, NextToken } = describePage(ctx, input, {
    kind: "network-acl",
    idOf: ({ networkAclId }) => networkAclId,
    all: ctx.table(NETWORK_ACLS).values(),
    ids: input.NetworkAclIds,
    filters: {
      "association.association-id": ({ vpcId }) =>
        subnetsIn(ctx, vpcId).map(({ aclAssociationId }) => aclAssociationId),
      "association.network-acl-id": ({ networkAclId }) => [networkAclId],
      "association.subnet-id": ({ vpcId }) => subnetsIn(ctx, vpcId).map(({ subnetId }) => subnetId),
      default: () => [true],
      "network-acl-id": ({ networkAclId }) => [networkAclId],
      "owner-id": () => [ctx.account],
      "vpc-id": ({ vpcId }) => [vpcId],
    },
  });
  return { NetworkAcls: items.map((row) => describedNetworkAcl(ctx, row)), NextToken };
}
