import type { Context } from "../../../runtime/context.js";
import { attachedPoliciesOf } from "../attachments.js";
import { awsManagedPolicies } from "../aws-managed/policies.js";
import { encodedDocument } from "../documents.js";
import type {
  EntityType,
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
  GroupDetail,
  ManagedPolicyDetail,
  PolicyDetail,
  RoleDetail,
  UserDetail,
} from "../generated/types.js";
import { describeInstanceProfile, profilesWith } from "../instance-profiles.js";
import { pageOfList } from "../paging.js";
import { describeBoundary, describePolicy, describeVersionInFull } from "../policies.js";
import { type PolicyUsage, policyUsage } from "../policy-usage.js";
import { describeRoleBriefly } from "../roles.js";
import {
  GROUPS,
  type GroupRow,
  POLICIES,
  type PolicyRow,
  type PrincipalRow,
  ROLES,
  type RoleRow,
  USERS,
  type UserRow,
} from "../state.js";
import { describeGroup, describeUser } from "../users.js";

/** A row with its entity type. */
type Entity =
  | { readonly kind: "User"; readonly row: UserRow }
  | { readonly kind: "Group"; readonly row: GroupRow }
  | { readonly kind: "Role"; readonly row: RoleRow }
  | { readonly kind: "LocalManagedPolicy" | "AWSManagedPolicy"; readonly row: PolicyRow };

/**
 * Includes AWS managed policies that are in use.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export function getAccountAuthorizationDetails(
  input: GetAccountAuthorizationDetailsRequest,
  ctx: Context,
): GetAccountAuthorizationDetailsResponse {
  const { Filter: filter = [] } = input;
  const usage = policyUsage(ctx);
  const wants = (kind: EntityType) => filter.length === 0 || filter.includes(kind);
  const entities = [...entitiesOf(ctx, usage, wants)];
  const { items, paging } = pageOfList(input, `account details of ${filter.join()}`, entities);
  return {
    UserDetailList: items.flatMap((one) => (one.kind === "User" ? [userDetail(ctx, one.row)] : [])),
    GroupDetailList: items.flatMap((one) => (one.kind === "Group" ? [groupDetail(ctx, one.row)] : [])),
    RoleDetailList: items.flatMap((one) => (one.kind === "Role" ? [roleDetail(ctx, one.row)] : [])),
    Policies: items.flatMap((one) =>
      one.kind === "LocalManagedPolicy" || one.kind === "AWSManagedPolicy"
        ? [policyDetail(one.row, usage(one.row.arn))]
        : [],
    ),
    ...paging,
  };
}

function* entitiesOf(
  ctx: Context,
  usage: (arn: string) => PolicyUsage,
  wants: (kind: EntityType) => boolean,
): Generator<Entity> {
  if (wants("User")) for (const row of ctx.table(USERS).values()) yield { kind: "User", row };
  if (wants("Group")) for (const row of ctx.table(GROUPS).values()) yield { kind: "Group", row };
  if (wants("Role")) for (const row of ctx.table(ROLES).values()) yield { kind: "Role", row };
  if (wants("LocalManagedPolicy"))
    for (const row of ctx.table(POLICIES).values()) yield { kind: "LocalManagedPolicy", row };
  if (!wants("AWSManagedPolicy")) return;
  for (const row of awsManagedPolicies(ctx)) {
    const { attachments, boundaries } = usage(row.arn);
    if (attachments + boundaries > 0) yield { kind: "AWSManagedPolicy", row };
  }
}

function userDetail(ctx: Context, row: UserRow): UserDetail {
  return {
    ...describeUser(row),
    UserPolicyList: inlinePolicies(row),
    GroupList: row.groups.flatMap((key) => ctx.table(GROUPS).get(key)?.name ?? []),
    AttachedManagedPolicies: attachedPoliciesOf(ctx, row),
    ...describeBoundary(row),
    Tags: row.tags,
  };
}

function groupDetail(ctx: Context, row: GroupRow): GroupDetail {
  return {
    ...describeGroup(row),
    GroupPolicyList: inlinePolicies(row),
    AttachedManagedPolicies: attachedPoliciesOf(ctx, row),
  };
}

function roleDetail(ctx: Context, row: RoleRow): RoleDetail {
  return {
    ...describeRoleBriefly(row),
    InstanceProfileList: profilesWith(ctx, row.name).map((profile) => describeInstanceProfile(ctx, profile)),
    RolePolicyList: inlinePolicies(row),
    AttachedManagedPolicies: attachedPoliciesOf(ctx, row),
    ...describeBoundary(row),
    Tags: row.tags,
    RoleLastUsed: {},
  };
}

function policyDetail(row: PolicyRow, usage: PolicyUsage): ManagedPolicyDetail {
  return {
    ...describePolicy(row, usage),
    Description: row.description,
    PolicyVersionList: row.versions.map((version) => describeVersionInFull(row, version)).reverse(),
  };
}

function inlinePolicies(row: PrincipalRow): PolicyDetail[] {
  return Object.entries(row.inlinePolicies).map(([PolicyName, document]) => ({
    PolicyName,
    PolicyDocument: encodedDocument(document),
  }));
}
