import type { Context } from "../../../runtime/context.js";
import { attachPolicy, detachPolicy, listAttachedPolicies } from "../attachments.js";
import type {
  AttachGroupPolicyRequest,
  DeleteGroupPolicyRequest,
  DetachGroupPolicyRequest,
  GetGroupPolicyRequest,
  GetGroupPolicyResponse,
  ListAttachedGroupPoliciesRequest,
  ListAttachedGroupPoliciesResponse,
  ListGroupPoliciesRequest,
  ListGroupPoliciesResponse,
  PutGroupPolicyRequest,
} from "../generated/types.js";
import {
  deleteInlinePolicy,
  getInlinePolicy,
  listInlinePolicies,
  putInlinePolicy,
} from "../inline-policies.js";
import { GROUP } from "../principals.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html */
export function putGroupPolicy(input: PutGroupPolicyRequest, ctx: Context): object {
  putInlinePolicy(ctx, GROUP, input.GroupName, input);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroupPolicy.html */
export function getGroupPolicy(input: GetGroupPolicyRequest, ctx: Context): GetGroupPolicyResponse {
  const policy = getInlinePolicy(ctx, GROUP, input.GroupName, input.PolicyName);
  return { GroupName: input.GroupName, ...policy };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupPolicies.html */
export function listGroupPolicies(input: ListGroupPoliciesRequest, ctx: Context): ListGroupPoliciesResponse {
  const { items, paging } = listInlinePolicies(ctx, GROUP, input.GroupName, input);
  return { PolicyNames: items, ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroupPolicy.html */
export function deleteGroupPolicy(input: DeleteGroupPolicyRequest, ctx: Context): object {
  deleteInlinePolicy(ctx, GROUP, input.GroupName, input.PolicyName);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html */
export function attachGroupPolicy(input: AttachGroupPolicyRequest, ctx: Context): object {
  attachPolicy(ctx, GROUP, input.GroupName, input.PolicyArn);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachGroupPolicy.html */
export function detachGroupPolicy(input: DetachGroupPolicyRequest, ctx: Context): object {
  detachPolicy(ctx, GROUP, input.GroupName, input.PolicyArn);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedGroupPolicies.html */
export function listAttachedGroupPolicies(
  input: ListAttachedGroupPoliciesRequest,
  ctx: Context,
): ListAttachedGroupPoliciesResponse {
  const { items, paging } = listAttachedPolicies(ctx, GROUP, input.GroupName, input);
  return { AttachedPolicies: items, ...paging };
}
