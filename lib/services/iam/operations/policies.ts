import type { Context } from "../../../runtime/context.js";
import { iamArn } from "../../../shared/arn.js";
import { newId, thisSecond } from "../arns.js";
import { awsManagedPolicies } from "../aws-managed/policies.js";
import { policySize } from "../documents.js";
import { policyExists, policyHasVersions, policyIsAttached, quotaExceeded } from "../errors.js";
import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  DeletePolicyRequest,
  GetPolicyRequest,
  GetPolicyResponse,
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  ListPolicyTagsRequest,
  ListPolicyTagsResponse,
  TagPolicyRequest,
  UntagPolicyRequest,
} from "../generated/types.js";
import { pageOfList } from "../paging.js";
import { describePolicy, describePolicyInFull, findOwnPolicy, findPolicy, savePolicy } from "../policies.js";
import { checkIdentityPolicy } from "../policy-grammar.js";
import { type PolicyUsage, policyUsage, usersOf } from "../policy-usage.js";
import { GROUP, ROLE, USER } from "../principals.js";
import { MANAGED_POLICY_SIZE } from "../quotas.js";
import { keyOf, POLICIES, type PolicyRow } from "../state.js";
import { describeTags, tagging } from "../tags.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export function createPolicy(input: CreatePolicyRequest, ctx: Context): CreatePolicyResponse {
  const { PolicyName, PolicyDocument, Path = "/", Description } = input;
  checkIdentityPolicy(PolicyDocument);
  if (ctx.table(POLICIES).has(keyOf(PolicyName))) throw policyExists(PolicyName);
  if (policySize(PolicyDocument) > MANAGED_POLICY_SIZE)
    throw quotaExceeded("PolicySize", MANAGED_POLICY_SIZE);
  const createdAt = thisSecond(ctx);
  const row: PolicyRow = {
    name: PolicyName,
    path: Path,
    id: newId(ctx, "ANPA"),
    arn: iamArn(ctx, `policy${Path}${PolicyName}`),
    createdAt,
    updatedAt: createdAt,
    tags: tagging.checked(input.Tags),
    versions: [{ versionId: "v1", document: PolicyDocument, createdAt }],
    defaultVersionId: "v1",
    nextVersion: 2,
    ...(Description !== undefined && { description: Description }),
  };
  savePolicy(ctx, row);
  return {
    Policy: { ...describePolicy(row, { attachments: 0, boundaries: 0 }), ...describeTags(row.tags) },
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export function getPolicy(input: GetPolicyRequest, ctx: Context): GetPolicyResponse {
  const row = findPolicy(ctx, input.PolicyArn);
  return { Policy: describePolicyInFull(row, policyUsage(ctx)(row.arn)) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export function listPolicies(input: ListPoliciesRequest, ctx: Context): ListPoliciesResponse {
  const { Scope = "All", PathPrefix = "/", OnlyAttached, PolicyUsageFilter } = input;
  const usage = policyUsage(ctx);
  const rows = [
    ...(Scope === "AWS" ? [] : ctx.table(POLICIES).values()),
    ...(Scope === "Local" ? [] : awsManagedPolicies(ctx)),
  ].filter(
    ({ arn, path }) =>
      path.startsWith(PathPrefix) && isUsed(usage(arn), OnlyAttached === true, PolicyUsageFilter),
  );
  const { items, paging } = pageOfList(input, "ListPolicies", rows);
  return { Policies: items.map((row) => describePolicy(row, usage(row.arn))), ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export function deletePolicy(input: DeletePolicyRequest, ctx: Context): object {
  const row = findOwnPolicy(ctx, input.PolicyArn, "DeletePolicy");
  const { attachments, boundaries } = policyUsage(ctx)(row.arn);
  if (attachments + boundaries > 0) throw policyIsAttached();
  if (row.versions.length > 1) throw policyHasVersions();
  ctx.table(POLICIES).delete(keyOf(row.name));
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export function listEntitiesForPolicy(
  input: ListEntitiesForPolicyRequest,
  ctx: Context,
): ListEntitiesForPolicyResponse {
  const { PathPrefix = "/", EntityFilter, PolicyUsageFilter: usage } = input;
  const { arn } = findPolicy(ctx, input.PolicyArn);
  const wants = (entity: string) => EntityFilter === undefined || EntityFilter === entity;
  const entities = [
    ...(wants("Group") ? usersOf(ctx, GROUP, arn, usage) : []).map((row) => ({ kind: "group", row })),
    ...(wants("User") ? usersOf(ctx, USER, arn, usage) : []).map((row) => ({ kind: "user", row })),
    ...(wants("Role") ? usersOf(ctx, ROLE, arn, usage) : []).map((row) => ({ kind: "role", row })),
  ].filter(({ row }) => row.path.startsWith(PathPrefix));
  const { items, paging } = pageOfList(input, `entities of ${arn}`, entities);
  const ofKind = (kind: string) => items.filter((item) => item.kind === kind).map(({ row }) => row);
  return {
    PolicyGroups: ofKind("group").map(({ name, id }) => ({ GroupName: name, GroupId: id })),
    PolicyUsers: ofKind("user").map(({ name, id }) => ({ UserName: name, UserId: id })),
    PolicyRoles: ofKind("role").map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    ...paging,
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html */
export function tagPolicy(input: TagPolicyRequest, ctx: Context): object {
  const row = findOwnPolicy(ctx, input.PolicyArn, "TagPolicy");
  savePolicy(ctx, { ...row, tags: tagging.merged(row.tags, input.Tags) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html */
export function untagPolicy(input: UntagPolicyRequest, ctx: Context): object {
  const row = findOwnPolicy(ctx, input.PolicyArn, "UntagPolicy");
  savePolicy(ctx, { ...row, tags: tagging.without(row.tags, input.TagKeys) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html */
export function listPolicyTags(input: ListPolicyTagsRequest, ctx: Context): ListPolicyTagsResponse {
  const { arn, tags } = findPolicy(ctx, input.PolicyArn);
  const { items, paging } = pageOfList(input, `tags of ${arn}`, tags);
  return { Tags: items, ...paging };
}

function isUsed(
  { attachments, boundaries }: PolicyUsage,
  onlyAttached: boolean,
  filter: ListPoliciesRequest["PolicyUsageFilter"],
): boolean {
  if (filter === "PermissionsBoundary") return boundaries > 0;
  if (filter === "PermissionsPolicy") return attachments > 0;
  return !onlyAttached || attachments + boundaries > 0;
}
