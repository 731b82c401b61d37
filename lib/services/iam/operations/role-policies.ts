import type { Context } from "../../../runtime/context.js";
import { attachPolicy, detachPolicy, listAttachedPolicies } from "../attachments.js";
import type {
  AttachRolePolicyRequest,
  DeleteRolePolicyRequest,
  DetachRolePolicyRequest,
  GetRolePolicyRequest,
  GetRolePolicyResponse,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse,
  ListRolePoliciesRequest,
  ListRolePoliciesResponse,
  PutRolePolicyRequest,
} from "../generated/types.js";
import {
  deleteInlinePolicy,
  getInlinePolicy,
  listInlinePolicies,
  putInlinePolicy,
} from "../inline-policies.js";
import { ROLE } from "../principals.js";
import { findOwnRole } from "../roles.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export function putRolePolicy(input: PutRolePolicyRequest, ctx: Context): object {
  findOwnRole(ctx, input.RoleName);
  putInlinePolicy(ctx, ROLE, input.RoleName, input);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export function getRolePolicy(input: GetRolePolicyRequest, ctx: Context): GetRolePolicyResponse {
  const policy = getInlinePolicy(ctx, ROLE, input.RoleName, input.PolicyName);
  return { RoleName: input.RoleName, ...policy };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export function listRolePolicies(input: ListRolePoliciesRequest, ctx: Context): ListRolePoliciesResponse {
  const { items, paging } = listInlinePolicies(ctx, ROLE, input.RoleName, input);
  return { PolicyNames: items, ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export function deleteRolePolicy(input: DeleteRolePolicyRequest, ctx: Context): object {
  findOwnRole(ctx, input.RoleName);
  deleteInlinePolicy(ctx, ROLE, input.RoleName, input.PolicyName);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export function attachRolePolicy(input: AttachRolePolicyRequest, ctx: Context): object {
  findOwnRole(ctx, input.RoleName);
  attachPolicy(ctx, ROLE, input.RoleName, input.PolicyArn);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export function detachRolePolicy(input: DetachRolePolicyRequest, ctx: Context): object {
  findOwnRole(ctx, input.RoleName);
  detachPolicy(ctx, ROLE, input.RoleName, input.PolicyArn);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export function listAttachedRolePolicies(
  input: ListAttachedRolePoliciesRequest,
  ctx: Context,
): ListAttachedRolePoliciesResponse {
  const { items, paging } = listAttachedPolicies(ctx, ROLE, input.RoleName, input);
  return { AttachedPolicies: items, ...paging };
}
