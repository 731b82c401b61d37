import type { Context } from "../../../runtime/context.js";
import { roleNameReserved, stillReferenced } from "../errors.js";
import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRoleRequest,
  GetRoleRequest,
  GetRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
  ListRoleTagsRequest,
  ListRoleTagsResponse,
  TagRoleRequest,
  UntagRoleRequest,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse,
  UpdateRoleRequest,
} from "../generated/types.js";
import { profilesWith } from "../instance-profiles.js";
import { pageOfList, pageOfRows } from "../paging.js";
import { checkedBoundary } from "../policies.js";
import { findPrincipal, newPrincipal, ROLE, requireNoPolicies, savePrincipal } from "../principals.js";
import { checkedTrustPolicy, describeRole, describeRoleInFull, findOwnRole } from "../roles.js";
import { keyOf, ROLES, type RoleRow } from "../state.js";
import { tagging } from "../tags.js";

const DEFAULT_SESSION_DURATION = 3600;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export function createRole(input: CreateRoleRequest, ctx: Context): CreateRoleResponse {
  const { RoleName, PermissionsBoundary } = input;
  if (/^AWSReservedSSO_/i.test(RoleName)) throw roleNameReserved(RoleName);
  const row: RoleRow = {
    ...newPrincipal(ctx, ROLE, RoleName, input.Path),
    trustPolicy: checkedTrustPolicy(ctx, input.AssumeRolePolicyDocument),
    maxSessionDuration: input.MaxSessionDuration ?? DEFAULT_SESSION_DURATION,
    tags: tagging.checked(input.Tags),
    ...(input.Description !== undefined && { description: input.Description }),
    ...(PermissionsBoundary !== undefined && { boundary: checkedBoundary(ctx, PermissionsBoundary) }),
  };
  savePrincipal(ctx, ROLE, row);
  const { RoleLastUsed, ...created } = describeRoleInFull(row);
  return { Role: created };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export function getRole(input: GetRoleRequest, ctx: Context): GetRoleResponse {
  return { Role: describeRoleInFull(findPrincipal(ctx, ROLE, input.RoleName)) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export function listRoles(input: ListRolesRequest, ctx: Context): ListRolesResponse {
  const { items, paging } = pageOfRows(input, "ListRoles", ctx.table(ROLES));
  return { Roles: items.map(describeRole), ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export function updateRole(input: UpdateRoleRequest, ctx: Context): object {
  const row = findOwnRole(ctx, input.RoleName);
  savePrincipal(ctx, ROLE, {
    ...row,
    ...(input.Description !== undefined && { description: input.Description }),
    // As the documentation warns, omitted members are reset.
    maxSessionDuration: input.MaxSessionDuration ?? DEFAULT_SESSION_DURATION,
  });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export function updateRoleDescription(
  input: UpdateRoleDescriptionRequest,
  ctx: Context,
): UpdateRoleDescriptionResponse {
  const row = findPrincipal(ctx, ROLE, input.RoleName);
  return { Role: describeRole(savePrincipal(ctx, ROLE, { ...row, description: input.Description })) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export function updateAssumeRolePolicy(input: UpdateAssumeRolePolicyRequest, ctx: Context): object {
  const row = findOwnRole(ctx, input.RoleName);
  savePrincipal(ctx, ROLE, { ...row, trustPolicy: checkedTrustPolicy(ctx, input.PolicyDocument) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export function deleteRole(input: DeleteRoleRequest, ctx: Context): object {
  const row = findOwnRole(ctx, input.RoleName);
  if (profilesWith(ctx, row.name).length > 0) throw stillReferenced("remove roles from instance profile");
  requireNoPolicies(row);
  ctx.table(ROLES).delete(keyOf(row.name));
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export function tagRole(input: TagRoleRequest, ctx: Context): object {
  const row = findPrincipal(ctx, ROLE, input.RoleName);
  savePrincipal(ctx, ROLE, { ...row, tags: tagging.merged(row.tags, input.Tags) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export function untagRole(input: UntagRoleRequest, ctx: Context): object {
  const row = findPrincipal(ctx, ROLE, input.RoleName);
  savePrincipal(ctx, ROLE, { ...row, tags: tagging.without(row.tags, input.TagKeys) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export function listRoleTags(input: ListRoleTagsRequest, ctx: Context): ListRoleTagsResponse {
  const { name, tags } = findPrincipal(ctx, ROLE, input.RoleName);
  const { items, paging } = pageOfList(input, `tags of role ${name}`, tags);
  return { Tags: items, ...paging };
}
