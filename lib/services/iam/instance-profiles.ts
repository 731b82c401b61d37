import type { Context } from "../../runtime/context.js";
import { instanceProfileNotFound } from "./errors.js";
import type { InstanceProfile } from "./generated/types.js";
import { describeRoleBriefly } from "./roles.js";
import { INSTANCE_PROFILES, type InstanceProfileRow, keyOf, ROLES } from "./state.js";
import { describeTags } from "./tags.js";

/** @throws NoSuchEntity */
export function findInstanceProfile(ctx: Context, name: string): InstanceProfileRow {
  const row = ctx.table(INSTANCE_PROFILES).get(keyOf(name));
  if (!row) throw instanceProfileNotFound(name);
  return row;
}

export function saveInstanceProfile(ctx: Context, row: InstanceProfileRow): void {
  ctx.table(INSTANCE_PROFILES).put(keyOf(row.name), row);
}

/** The instance profiles with a role. */
export function profilesWith(ctx: Context, role: string): InstanceProfileRow[] {
  return [...ctx.table(INSTANCE_PROFILES).values()].filter((row) => row.role === keyOf(role));
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html */
export function describeInstanceProfile(ctx: Context, row: InstanceProfileRow): InstanceProfile {
  const role = row.role === undefined ? undefined : ctx.table(ROLES).get(row.role);
  return {
    Path: row.path,
    InstanceProfileName: row.name,
    InstanceProfileId: row.id,
    Arn: row.arn,
    CreateDate: row.createdAt,
    Roles: role ? [describeRoleBriefly(role)] : [],
    ...describeTags(row.tags),
  };
}
