import type { Context } from "../../../runtime/context.js";
import { attachPolicy, detachPolicy, listAttachedPolicies } from "../attachments.js";
import type {
  GetGroupPolicyRequest,
  GetGroupPolicyResponse,
  GetRolePolicyRequest,
  GetRolePolicyResponse,
  GetUserPolicyRequest,
  GetUserPolicyResponse,
  ListAttachedUserPoliciesResponse,
  ListUserPoliciesResponse,
} from "../generated/types.js";
import {
  deleteInlinePolicy,
  getInlinePolicy,
  type InlinePolicy,
  listInlinePolicies,
  putInlinePolicy,
} from "../inline-policies.js";
import type { PageRequest } from "../paging.js";
import { findPrincipal, GROUP, type PrincipalKind, ROLE, USER } from "../principals.js";
import { findOwnRole } from "../roles.js";
import type { PrincipalRow } from "../state.js";

const user = policyOperations(USER, "UserName");
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const putUserPolicy = user.put;
export const listUserPolicies = user.list;
export const deleteUserPolicy = user.delete;
export const attachUserPolicy = user.attach;
export const detachUserPolicy = user.detach;
export const listAttachedUserPolicies = user.listAttached;
export function getUserPolicy(input: GetUserPolicyRequest, ctx: Context): GetUserPolicyResponse {
  return { UserName: input.UserName, ...user.get(input, ctx) };
}

const group = policyOperations(GROUP, "GroupName");
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html */
export const putGroupPolicy = group.put;
export const listGroupPolicies = group.list;
export const deleteGroupPolicy = group.delete;
export const attachGroupPolicy = group.attach;
export const detachGroupPolicy = group.detach;
export const listAttachedGroupPolicies = group.listAttached;
export function getGroupPolicy(input: GetGroupPolicyRequest, ctx: Context): GetGroupPolicyResponse {
  return { GroupName: input.GroupName, ...group.get(input, ctx) };
}

const role = policyOperations(ROLE, "RoleName", findOwnRole);
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy = role.put;
export const listRolePolicies = role.list;
export const deleteRolePolicy = role.delete;
export const attachRolePolicy = role.attach;
export const detachRolePolicy = role.detach;
export const listAttachedRolePolicies = role.listAttached;
export function getRolePolicy(input: GetRolePolicyRequest, ctx: Context): GetRolePolicyResponse {
  return { RoleName: input.RoleName, ...role.get(input, ctx) };
}

/**
 * The operations on the policies of users, groups or roles. `member` of their requests has the name.
 *
 * @param findOwn finds a principal whose policies the account may change. Default all.
 */
function policyOperations<Row extends PrincipalRow, Member extends string>(
  kind: PrincipalKind<Row>,
  member: Member,
  findOwn = (ctx: Context, name: string): Row => findPrincipal(ctx, kind, name),
) {
  type Request = { readonly [Name in Member]: string };
  const find = (ctx: Context, input: Request): Row => findPrincipal(ctx, kind, input[member]);
  return {
    put(input: Request & InlinePolicy, ctx: Context): object {
      putInlinePolicy(ctx, kind, findOwn(ctx, input[member]), input);
      return {};
    },
    get(input: Request & Pick<InlinePolicy, "PolicyName">, ctx: Context): InlinePolicy {
      return getInlinePolicy(kind, find(ctx, input), input.PolicyName);
    },
    list(input: Request & PageRequest, ctx: Context): ListUserPoliciesResponse {
      const { items, paging } = listInlinePolicies(kind, find(ctx, input), input);
      return { PolicyNames: items, ...paging };
    },
    delete(input: Request & Pick<InlinePolicy, "PolicyName">, ctx: Context): object {
      deleteInlinePolicy(ctx, kind, findOwn(ctx, input[member]), input.PolicyName);
      return {};
    },
    attach(input: Request & { readonly PolicyArn: string }, ctx: Context): object {
      attachPolicy(ctx, kind, findOwn(ctx, input[member]), input.PolicyArn);
      return {};
    },
    detach(input: Request & { readonly PolicyArn: string }, ctx: Context): object {
      detachPolicy(ctx, kind, findOwn(ctx, input[member]), input.PolicyArn);
      return {};
    },
    listAttached(input: Request & PageRequest, ctx: Context): ListAttachedUserPoliciesResponse {
      const { items, paging } = listAttachedPolicies(ctx, kind, find(ctx, input), input);
      return { AttachedPolicies: items, ...paging };
    },
  };
}
