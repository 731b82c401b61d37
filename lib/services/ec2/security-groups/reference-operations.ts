import type { Context } from "../../../runtime/context.js";
import type {
  DescribeSecurityGroupReferencesRequest,
  DescribeSecurityGroupReferencesResult,
  DescribeStaleSecurityGroupsRequest,
  DescribeStaleSecurityGroupsResult,
} from "../generated/types.js";
import { findVpc } from "../vpcs/vpcs.js";
import { findGroup } from "./groups.js";

/**
 * The VPCs of peering connections whose groups refer to a group. Rules in the simulator refer only to groups
 * of their own VPC, so there are none.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupReferences.html
 */
export function describeSecurityGroupReferences(
  input: DescribeSecurityGroupReferencesRequest,
  ctx: Context,
): DescribeSecurityGroupReferencesResult {
  for (const GroupId of input.GroupId) findGroup(ctx, { GroupId });
  return { SecurityGroupReferenceSet: [] };
}

/**
 * The groups with rules that refer to a group of a deleted peering connection: none, for the same reason.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeStaleSecurityGroups.html
 */
export function describeStaleSecurityGroups(
  input: DescribeStaleSecurityGroupsRequest,
  ctx: Context,
): DescribeStaleSecurityGroupsResult {
  findVpc(ctx, input.VpcId);
  return { StaleSecurityGroupSet: [] };
}
