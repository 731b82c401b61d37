import type { Context } from "../../../runtime/context.js";
import { NO_CREDENTIALS } from "../credentials/rows.js";
import { requireNoCredentials } from "../credentials/users.js";
import { stillReferenced } from "../errors.js";
import type {
  CreateUserRequest,
  CreateUserResponse,
  DeleteUserRequest,
  GetUserRequest,
  GetUserResponse,
  ListUsersRequest,
  ListUsersResponse,
  ListUserTagsRequest,
  ListUserTagsResponse,
  TagUserRequest,
  UntagUserRequest,
  UpdateUserRequest,
} from "../generated/types.js";
import { pageOfList, pageOfRows } from "../paging.js";
import { checkedBoundary } from "../policies.js";
import {
  findPrincipal,
  newPrincipal,
  renamePrincipal,
  requireNoPolicies,
  savePrincipal,
  USER,
} from "../principals.js";
import { ACCESS_KEYS, keyOf, USERS, type UserRow } from "../state.js";
import { tagging } from "../tags.js";
import { accessKeysOf, callingUser, describeUser, describeUserInFull } from "../users.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export function createUser(input: CreateUserRequest, ctx: Context): CreateUserResponse {
  const { UserName, Path, PermissionsBoundary } = input;
  const row: UserRow = {
    ...newPrincipal(ctx, USER, UserName, Path),
    tags: tagging.checked(input.Tags),
    groups: [],
    credentials: NO_CREDENTIALS,
    ...(PermissionsBoundary !== undefined && { boundary: checkedBoundary(ctx, PermissionsBoundary) }),
  };
  return { User: describeUserInFull(savePrincipal(ctx, USER, row)) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
export function getUser(input: GetUserRequest, ctx: Context): GetUserResponse {
  if (input.UserName === undefined) return { User: callingUser(ctx) };
  return { User: describeUserInFull(findPrincipal(ctx, USER, input.UserName)) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export function listUsers(input: ListUsersRequest, ctx: Context): ListUsersResponse {
  const { items, paging } = pageOfRows(input, "ListUsers", ctx.table(USERS));
  return { Users: items.map(describeUser), ...paging };
}

/** Access keys follow a rename. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html */
export function updateUser(input: UpdateUserRequest, ctx: Context): object {
  const row = findPrincipal(ctx, USER, input.UserName);
  const keys = accessKeysOf(ctx, row.name);
  const renamed = renamePrincipal(ctx, USER, row, { name: input.NewUserName, path: input.NewPath });
  for (const key of keys) ctx.table(ACCESS_KEYS).put(key.accessKeyId, { ...key, user: keyOf(renamed.name) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
export function deleteUser(input: DeleteUserRequest, ctx: Context): object {
  const row = findPrincipal(ctx, USER, input.UserName);
  requireNoPolicies(row);
  if (accessKeysOf(ctx, row.name).length > 0) throw stillReferenced("delete access keys");
  requireNoCredentials(row);
  if (row.groups.length > 0) throw stillReferenced("remove users from group");
  ctx.table(USERS).delete(keyOf(row.name));
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html */
export function tagUser(input: TagUserRequest, ctx: Context): object {
  const row = findPrincipal(ctx, USER, input.UserName);
  savePrincipal(ctx, USER, { ...row, tags: tagging.merged(row.tags, input.Tags) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html */
export function untagUser(input: UntagUserRequest, ctx: Context): object {
  const row = findPrincipal(ctx, USER, input.UserName);
  savePrincipal(ctx, USER, { ...row, tags: tagging.without(row.tags, input.TagKeys) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html */
export function listUserTags(input: ListUserTagsRequest, ctx: Context): ListUserTagsResponse {
  const { name, tags } = findPrincipal(ctx, USER, input.UserName);
  const { items, paging } = pageOfList(input, `tags of user ${name}`, tags);
  return { Tags: items, ...paging };
}
