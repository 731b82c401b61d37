import type { Context } from "../../../runtime/context.js";
import { defaultVpc } from "../default-network.js";
import { missingParameter, notFound } from "../errors.js";
import type { SecurityGroup } from "../generated/types.js";
import { tagsOf } from "../tags/tags.js";
import { groupIdMalformed, groupInOtherNetwork } from "./errors.js";
import { groupedPermissions, rulesOf } from "./rules.js";
import { SECURITY_GROUPS, type SecurityGroupRow } from "./state.js";

/** The group reference of a request: by id, or by name in the default VPC. */
export interface GroupReference {
  readonly GroupId?: string;
  readonly GroupName?: string;
}

/** @throws InvalidGroup.NotFound, InvalidGroupId.Malformed, MissingParameter */
export function findGroup(ctx: Context, { GroupId, GroupName }: GroupReference): SecurityGroupRow {
  if (GroupId !== undefined) {
    if (!GroupId.startsWith("sg-")) throw groupIdMalformed(GroupId);
    const row = ctx.table(SECURITY_GROUPS).get(GroupId);
    if (!row) throw notFound("security-group", GroupId);
    return row;
  }
  if (GroupName === undefined) throw missingParameter("groupId");
  const row = groupsIn(ctx, defaultVpc(ctx)?.vpcId).find((group) => group.groupName === GroupName);
  if (!row) throw notFound("security-group", GroupName);
  return row;
}

/** The security groups of a VPC, by id. */
export function groupsIn(ctx: Context, vpcId: string | undefined): SecurityGroupRow[] {
  return [...ctx.table(SECURITY_GROUPS).values()].filter((row) => row.vpcId === vpcId);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
export function describeGroup(ctx: Context, row: SecurityGroupRow): SecurityGroup {
  const rules = rulesOf(ctx, row.groupId);
  return {
    GroupId: row.groupId,
    IpPermissionsEgress: groupedPermissions(
      ctx,
      rules.filter(({ isEgress }) => isEgress),
    ),
    Tags: tagsOf(ctx, row.groupId),
    VpcId: row.vpcId,
    SecurityGroupArn: ctx.arn(`security-group/${row.groupId}`),
    OwnerId: ctx.account,
    GroupName: row.groupName,
    Description: row.description,
    IpPermissions: groupedPermissions(
      ctx,
      rules.filter(({ isEgress }) => !isEgress),
    ),
  };
}

/**
 * The groups for an interface or endpoint of a VPC. Default the default group of the VPC.
 *
 * @throws InvalidGroup.NotFound, InvalidGroupId.Malformed
 */
export function checkedGroups(ctx: Context, vpcId: string, ids: readonly string[] = []): readonly string[] {
  for (const GroupId of ids) {
    if (findGroup(ctx, { GroupId }).vpcId !== vpcId) throw groupInOtherNetwork(GroupId, vpcId);
  }
  if (ids.length > 0) return [...new Set(ids)];
  return groupsIn(ctx, vpcId)
    .filter(({ groupName }) => groupName === "default")
    .map(({ groupId }) => groupId);
}
