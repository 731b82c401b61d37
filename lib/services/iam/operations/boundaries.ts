import type { Context } from "../../../runtime/context.js";
import type {
  DeleteRolePermissionsBoundaryRequest,
  DeleteUserPermissionsBoundaryRequest,
  PutRolePermissionsBoundaryRequest,
  PutUserPermissionsBoundaryRequest,
} from "../generated/types.js";
import { checkedBoundary } from "../policies.js";
import { findPrincipal, ROLE, savePrincipal, USER } from "../principals.js";
import { findOwnRole } from "../roles.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export function putRolePermissionsBoundary(input: PutRolePermissionsBoundaryRequest, ctx: Context): object {
  const row = findOwnRole(ctx, input.RoleName);
  savePrincipal(ctx, ROLE, { ...row, boundary: checkedBoundary(ctx, input.PermissionsBoundary) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export function deleteRolePermissionsBoundary(
  input: DeleteRolePermissionsBoundaryRequest,
  ctx: Context,
): object {
  const { boundary, ...row } = findOwnRole(ctx, input.RoleName);
  savePrincipal(ctx, ROLE, row);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html */
export function putUserPermissionsBoundary(input: PutUserPermissionsBoundaryRequest, ctx: Context): object {
  const row = findPrincipal(ctx, USER, input.UserName);
  savePrincipal(ctx, USER, { ...row, boundary: checkedBoundary(ctx, input.PermissionsBoundary) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html */
export function deleteUserPermissionsBoundary(
  input: DeleteUserPermissionsBoundaryRequest,
  ctx: Context,
): object {
  const { boundary, ...row } = findPrincipal(ctx, USER, input.UserName);
  savePrincipal(ctx, USER, row);
  return {};
}
