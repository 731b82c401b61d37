import type { Context } from "../../../runtime/context.js";
import { trimHistory } from "../../../runtime/store/records.js";
import { awsManagedPolicy } from "../aws-managed/policies.js";
import { deletionNotFound, principalNotFound, serviceRoleTaken, suffixNotAllowed } from "../errors.js";
import type {
  CreateServiceLinkedRoleRequest,
  CreateServiceLinkedRoleResponse,
  DeleteServiceLinkedRoleRequest,
  DeleteServiceLinkedRoleResponse,
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse,
} from "../generated/types.js";
import { findPrincipal, newPrincipal, ROLE, savePrincipal } from "../principals.js";
import { describeRoleBriefly } from "../roles.js";
import { serviceLinkedRole } from "../service-linked-roles.js";
import { DELETIONS, keyOf, ROLES } from "../state.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html */
export function createServiceLinkedRole(
  input: CreateServiceLinkedRoleRequest,
  ctx: Context,
): CreateServiceLinkedRoleResponse {
  const { AWSServiceName: service, CustomSuffix: suffix, Description } = input;
  const linked = serviceLinkedRole(service);
  if (suffix !== undefined && !linked.takesSuffix) throw suffixNotAllowed(service);
  const name = suffix === undefined ? linked.name : `${linked.name}_${suffix}`;
  if (ctx.table(ROLES).has(keyOf(name))) throw serviceRoleTaken(name);
  const policy = linked.policy === undefined ? undefined : awsManagedPolicy(ctx, linked.policy);
  const Statement = [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: [service] } }];
  const row = savePrincipal(ctx, ROLE, {
    ...newPrincipal(ctx, ROLE, name, `/aws-service-role/${service}/`),
    attachedPolicies: policy ? [policy.arn] : [],
    trustPolicy: JSON.stringify({ Version: "2012-10-17", Statement }),
    maxSessionDuration: 3600,
    tags: [],
    linkedService: service,
    ...(Description !== undefined && { description: Description }),
  });
  return { Role: describeRoleBriefly(row) };
}

/**
 * The role is deleted immediately.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html
 */
export function deleteServiceLinkedRole(
  input: DeleteServiceLinkedRoleRequest,
  ctx: Context,
): DeleteServiceLinkedRoleResponse {
  const { name, linkedService } = findPrincipal(ctx, ROLE, input.RoleName);
  if (linkedService === undefined) throw principalNotFound("role", input.RoleName);
  ctx.table(ROLES).delete(keyOf(name));
  const DeletionTaskId = `task/aws-service-role/${linkedService}/${name}/${ctx.ids.uuid()}`;
  ctx.table(DELETIONS).put(DeletionTaskId, true);
  trimHistory(ctx, DELETIONS);
  return { DeletionTaskId };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html */
export function getServiceLinkedRoleDeletionStatus(
  input: GetServiceLinkedRoleDeletionStatusRequest,
  ctx: Context,
): GetServiceLinkedRoleDeletionStatusResponse {
  if (!ctx.table(DELETIONS).has(input.DeletionTaskId)) throw deletionNotFound(input.DeletionTaskId);
  return { Status: "SUCCEEDED" };
}
