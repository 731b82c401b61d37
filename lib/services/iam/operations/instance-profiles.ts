import type { Context } from "../../../runtime/context.js";
import { iamArn } from "../../../shared/arn.js";
import { newId, thisSecond } from "../arns.js";
import { instanceProfileExists, quotaExceeded, roleNotInProfile, stillReferenced } from "../errors.js";
import type {
  AddRoleToInstanceProfileRequest,
  CreateInstanceProfileRequest,
  CreateInstanceProfileResponse,
  DeleteInstanceProfileRequest,
  GetInstanceProfileRequest,
  GetInstanceProfileResponse,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
  ListInstanceProfilesRequest,
  ListInstanceProfilesResponse,
  ListInstanceProfileTagsRequest,
  ListInstanceProfileTagsResponse,
  RemoveRoleFromInstanceProfileRequest,
  TagInstanceProfileRequest,
  UntagInstanceProfileRequest,
} from "../generated/types.js";
import {
  describeInstanceProfile,
  findInstanceProfile,
  profilesWith,
  saveInstanceProfile,
} from "../instance-profiles.js";
import { pageOfList, pageOfRows } from "../paging.js";
import { findPrincipal, ROLE } from "../principals.js";
import { findOwnRole } from "../roles.js";
import { INSTANCE_PROFILES, type InstanceProfileRow, keyOf } from "../state.js";
import { tagging } from "../tags.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export function createInstanceProfile(
  input: CreateInstanceProfileRequest,
  ctx: Context,
): CreateInstanceProfileResponse {
  const { InstanceProfileName: name, Path: path = "/" } = input;
  if (ctx.table(INSTANCE_PROFILES).has(keyOf(name))) throw instanceProfileExists(name);
  const row: InstanceProfileRow = {
    name,
    path,
    id: newId(ctx, "AIPA"),
    arn: iamArn(ctx, `instance-profile${path}${name}`),
    createdAt: thisSecond(ctx),
    tags: tagging.checked(input.Tags),
  };
  saveInstanceProfile(ctx, row);
  return { InstanceProfile: describeInstanceProfile(ctx, row) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html */
export function getInstanceProfile(
  input: GetInstanceProfileRequest,
  ctx: Context,
): GetInstanceProfileResponse {
  const row = findInstanceProfile(ctx, input.InstanceProfileName);
  return { InstanceProfile: describeInstanceProfile(ctx, row) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html */
export function listInstanceProfiles(
  input: ListInstanceProfilesRequest,
  ctx: Context,
): ListInstanceProfilesResponse {
  const { items, paging } = pageOfRows(input, "ListInstanceProfiles", ctx.table(INSTANCE_PROFILES));
  return { InstanceProfiles: items.map((row) => describeInstanceProfile(ctx, row)), ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html */
export function listInstanceProfilesForRole(
  input: ListInstanceProfilesForRoleRequest,
  ctx: Context,
): ListInstanceProfilesForRoleResponse {
  const { name } = findPrincipal(ctx, ROLE, input.RoleName);
  const { items, paging } = pageOfList(input, `profiles of ${name}`, profilesWith(ctx, name));
  return { InstanceProfiles: items.map((row) => describeInstanceProfile(ctx, row)), ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html */
export function addRoleToInstanceProfile(input: AddRoleToInstanceProfileRequest, ctx: Context): object {
  const row = findInstanceProfile(ctx, input.InstanceProfileName);
  const role = findOwnRole(ctx, input.RoleName);
  if (row.role !== undefined) throw quotaExceeded("InstanceSessionsPerInstanceProfile", 1);
  saveInstanceProfile(ctx, { ...row, role: keyOf(role.name) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html */
export function removeRoleFromInstanceProfile(
  input: RemoveRoleFromInstanceProfileRequest,
  ctx: Context,
): object {
  const { role, ...row } = findInstanceProfile(ctx, input.InstanceProfileName);
  if (role !== keyOf(findPrincipal(ctx, ROLE, input.RoleName).name))
    throw roleNotInProfile(input.RoleName, row.name);
  saveInstanceProfile(ctx, row);
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html */
export function deleteInstanceProfile(input: DeleteInstanceProfileRequest, ctx: Context): object {
  const row = findInstanceProfile(ctx, input.InstanceProfileName);
  if (row.role !== undefined) throw stillReferenced("remove roles from instance profile");
  ctx.table(INSTANCE_PROFILES).delete(keyOf(row.name));
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html */
export function tagInstanceProfile(input: TagInstanceProfileRequest, ctx: Context): object {
  const row = findInstanceProfile(ctx, input.InstanceProfileName);
  saveInstanceProfile(ctx, { ...row, tags: tagging.merged(row.tags, input.Tags) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagInstanceProfile.html */
export function untagInstanceProfile(input: UntagInstanceProfileRequest, ctx: Context): object {
  const row = findInstanceProfile(ctx, input.InstanceProfileName);
  saveInstanceProfile(ctx, { ...row, tags: tagging.without(row.tags, input.TagKeys) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfileTags.html */
export function listInstanceProfileTags(
  input: ListInstanceProfileTagsRequest,
  ctx: Context,
): ListInstanceProfileTagsResponse {
  const { name, tags } = findInstanceProfile(ctx, input.InstanceProfileName);
  const { items, paging } = pageOfList(input, `tags of instance profile ${name}`, tags);
  return { Tags: items, ...paging };
}
