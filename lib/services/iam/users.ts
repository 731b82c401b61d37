import type { Context } from "../../runtime/context.js";
import { parseArn, rootArn } from "../../shared/arn.js";
import { userNameNeeded } from "./errors.js";
import type { Group, User } from "./generated/types.js";
import { describeBoundary } from "./policies.js";
import { ACCESS_KEYS, type AccessKeyRow, type GroupRow, keyOf, USERS, type UserRow } from "./state.js";
import { describeTags } from "./tags.js";

/** The user name of a request: the given one, or the caller's. @throws ValidationError for a role session. */
export function userNameOf(ctx: Context, { UserName }: { readonly UserName?: string }): string {
  if (UserName !== undefined) return UserName;
  const resource = parseArn(ctx.caller.arn)?.resource ?? "";
  if (!resource.startsWith("user/")) throw userNameNeeded();
  return resource.slice(resource.lastIndexOf("/") + 1);
}

/**
 * The caller as returned by GetUser: an existing user, or the owner of other keys. AWS returns root users without a path
 * and a name, which the types of SDKs require.
 */
export function callingUser(ctx: Context): User {
  const name = ctx.caller.arn === rootArn(ctx) ? ctx.account : userNameOf(ctx, {});
  const row = ctx.table(USERS).get(keyOf(name));
  if (row?.arn === ctx.caller.arn) return describeUserInFull(row);
  const { arn: Arn, userId: UserId } = ctx.caller;
  return { Path: "/", UserName: name, UserId, Arn, CreateDate: new Date(0) };
}

/** A user as returned by ListUsers. */
export function describeUser(row: UserRow): User {
  return {
    Path: row.path,
    UserName: row.name,
    UserId: row.id,
    Arn: row.arn,
    CreateDate: row.createdAt,
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html */
export function describeUserInFull(row: UserRow): User {
  return { ...describeUser(row), ...describeBoundary(row), ...describeTags(row.tags) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Group.html */
export function describeGroup(row: GroupRow): Group {
  return {
    Path: row.path,
    GroupName: row.name,
    GroupId: row.id,
    Arn: row.arn,
    CreateDate: row.createdAt,
  };
}

/** The access keys of a user, by id. */
export function accessKeysOf(ctx: Context, user: string): AccessKeyRow[] {
  return [...ctx.table(ACCESS_KEYS).values()].filter(
    (row) => row.account === ctx.account && row.user === keyOf(user),
  );
}
