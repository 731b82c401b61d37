import type { Context } from "../../../runtime/context.js";
import { attachPolicy, detachPolicy, listAttachedPolicies } from "../attachments.js";
import type {
  AttachUserPolicyRequest,
  DeleteUserPolicyRequest,
  DetachUserPolicyRequest,
  GetUserPolicyRequest,
  GetUserPolicyResponse,
  ListAttachedUserPoliciesRequest,
  ListAttachedUserPoliciesResponse,
  ListUserPoliciesRequest,
  ListUserPoliciesResponse,
  PutUserPolicyRequest,
} from "../generated/types.js";
import {
  deleteInlinePolicy,
  getInlinePolicy,
  listInlinePolicies,
  putInlinePolicy,
} from "../inline-policies.js";
import { USER } from "../principals.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export function putUserPolicy(input: PutUserPolicyRequest, ctx: Context): object {
  putInlinePolicy(ctx, USER, input.UserName, input);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html */
export function getUserPolicy(input: GetUserPolicyRequest, ctx: Context): GetUserPolicyResponse {
  const policy = getInlinePolicy(ctx, USER, input.UserName, input.PolicyName);
  return { UserName: input.UserName, ...policy };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html */
export function listUserPolicies(input: ListUserPoliciesRequest, ctx: Context): ListUserPoliciesResponse {
  const { items, paging } = listInlinePolicies(ctx, USER, input.UserName, input);
  return { PolicyNames: items, ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html */
export function deleteUserPolicy(input: DeleteUserPolicyRequest, ctx: Context): object {
  deleteInlinePolicy(ctx, USER, input.UserName, input.PolicyName);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export function attachUserPolicy(input: AttachUserPolicyRequest, ctx: Context): object {
  attachPolicy(ctx, USER, input.UserName, input.PolicyArn);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html */
export function detachUserPolicy(input: DetachUserPolicyRequest, ctx: Context): object {
  detachPolicy(ctx, USER, input.UserName, input.PolicyArn);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html */
export function listAttachedUserPolicies(
  input: ListAttachedUserPoliciesRequest,
  ctx: Context,
): ListAttachedUserPoliciesResponse {
  const { items, paging } = listAttachedPolicies(ctx, USER, input.UserName, input);
  return { AttachedPolicies: items, ...paging };
}
