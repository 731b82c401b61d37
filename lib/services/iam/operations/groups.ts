import type { Context } from "../../../runtime/context.js";
import { quotaExceeded, stillReferenced } from "../errors.js";
import type {
  AddUserToGroupRequest,
  CreateGroupRequest,
  CreateGroupResponse,
  DeleteGroupRequest,
  GetGroupRequest,
  GetGroupResponse,
  ListGroupsForUserRequest,
  ListGroupsForUserResponse,
  ListGroupsRequest,
  ListGroupsResponse,
  RemoveUserFromGroupRequest,
  UpdateGroupRequest,
} from "../generated/types.js";
import { pageOfList, pageOfRows } from "../paging.js";
import {
  findPrincipal,
  GROUP,
  newPrincipal,
  renamePrincipal,
  requireNoPolicies,
  savePrincipal,
  USER,
} from "../principals.js";
import { GROUPS_PER_USER } from "../quotas.js";
import { GROUPS, keyOf, USERS, type UserRow } from "../state.js";
import { describeGroup, describeUser } from "../users.js";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export function createGroup(input: CreateGroupRequest, ctx: Context): CreateGroupResponse {
  const row = newPrincipal(ctx, GROUP, input.GroupName, input.Path);
  return { Group: describeGroup(savePrincipal(ctx, GROUP, row)) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html */
export function getGroup(input: GetGroupRequest, ctx: Context): GetGroupResponse {
  const row = findPrincipal(ctx, GROUP, input.GroupName);
  const { items, paging } = pageOfList(input, `users of ${row.name}`, membersOf(ctx, row.name));
  return { Group: describeGroup(row), Users: items.map(describeUser), ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html */
export function listGroups(input: ListGroupsRequest, ctx: Context): ListGroupsResponse {
  const { items, paging } = pageOfRows(input, "ListGroups", ctx.table(GROUPS));
  return { Groups: items.map(describeGroup), ...paging };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html */
export function updateGroup(input: UpdateGroupRequest, ctx: Context): object {
  const row = findPrincipal(ctx, GROUP, input.GroupName);
  const members = membersOf(ctx, row.name);
  const renamed = renamePrincipal(ctx, GROUP, row, { name: input.NewGroupName, path: input.NewPath });
  for (const member of members) {
    const groups = member.groups.map((group) => (group === keyOf(row.name) ? keyOf(renamed.name) : group));
    savePrincipal(ctx, USER, { ...member, groups });
  }
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html */
export function deleteGroup(input: DeleteGroupRequest, ctx: Context): object {
  const row = findPrincipal(ctx, GROUP, input.GroupName);
  if (membersOf(ctx, row.name).length > 0) throw stillReferenced("remove users from group");
  requireNoPolicies(row);
  ctx.table(GROUPS).delete(keyOf(row.name));
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export function addUserToGroup(input: AddUserToGroupRequest, ctx: Context): object {
  const group = keyOf(findPrincipal(ctx, GROUP, input.GroupName).name);
  const user = findPrincipal(ctx, USER, input.UserName);
  if (user.groups.includes(group)) return {};
  if (user.groups.length >= GROUPS_PER_USER) throw quotaExceeded("GroupsPerUser", GROUPS_PER_USER);
  savePrincipal(ctx, USER, { ...user, groups: [...user.groups, group] });
  return {};
}

/**
 * Removing a user that is not in the group does nothing.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html
 */
export function removeUserFromGroup(input: RemoveUserFromGroupRequest, ctx: Context): object {
  const gone = keyOf(findPrincipal(ctx, GROUP, input.GroupName).name);
  const user = findPrincipal(ctx, USER, input.UserName);
  savePrincipal(ctx, USER, { ...user, groups: user.groups.filter((group) => group !== gone) });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export function listGroupsForUser(input: ListGroupsForUserRequest, ctx: Context): ListGroupsForUserResponse {
  const { name, groups } = findPrincipal(ctx, USER, input.UserName);
  const rows = [...groups].sort().flatMap((group) => ctx.table(GROUPS).get(group) ?? []);
  const { items, paging } = pageOfList(input, `groups of ${name}`, rows);
  return { Groups: items.map(describeGroup), ...paging };
}

function membersOf(ctx: Context, group: string): UserRow[] {
  return [...ctx.table(USERS).values()].filter(({ groups }) => groups.includes(keyOf(group)));
}
