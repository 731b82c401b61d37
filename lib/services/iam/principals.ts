import type { Context } from "../../runtime/context.js";
import type { TableDefinition } from "../../runtime/store/store.js";
import { iamArn } from "../../shared/arn.js";
import { newId, thisSecond } from "./arns.js";
import { principalExists, principalNotFound, stillReferenced } from "./errors.js";
import {
  GROUPS,
  type GroupRow,
  keyOf,
  type PrincipalRow,
  ROLES,
  type RoleRow,
  USERS,
  type UserRow,
} from "./state.js";

/** The common properties and the differences of roles, users and groups. */
export interface PrincipalKind<Row extends PrincipalRow = PrincipalRow> {
  readonly noun: "role" | "user" | "group";
  readonly idPrefix: string;
  readonly table: TableDefinition<Row>;
  /** Maximum total characters of inline policies. */
  readonly inlineSize: number;
  readonly attachments: { readonly quota: string; readonly most: number };
}

export const ROLE: PrincipalKind<RoleRow> = {
  noun: "role",
  idPrefix: "AROA",
  table: ROLES,
  inlineSize: 10_240,
  attachments: { quota: "PoliciesPerRole", most: 20 },
};

export const USER: PrincipalKind<UserRow> = {
  noun: "user",
  idPrefix: "AIDA",
  table: USERS,
  inlineSize: 2048,
  attachments: { quota: "PoliciesPerUser", most: 10 },
};

export const GROUP: PrincipalKind<GroupRow> = {
  noun: "group",
  idPrefix: "AGPA",
  table: GROUPS,
  inlineSize: 5120,
  attachments: { quota: "PoliciesPerGroup", most: 10 },
};

/** @throws NoSuchEntity */
export function findPrincipal<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  name: string,
): Row {
  const row = ctx.table(kind.table).get(keyOf(name));
  if (!row) throw principalNotFound(kind.noun, name);
  return row;
}

export function savePrincipal<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  row: Row,
): Row {
  ctx.table(kind.table).put(keyOf(row.name), row);
  return row;
}

/**
 * The common members of a new role, user or group.
 *
 * @throws EntityAlreadyExists
 */
export function newPrincipal<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  name: string,
  path = "/",
): PrincipalRow {
  requireFree(ctx, kind, name);
  return {
    name,
    path,
    id: newId(ctx, kind.idPrefix),
    arn: iamArn(ctx, `${kind.noun}${path}${name}`),
    createdAt: thisSecond(ctx),
    inlinePolicies: {},
    attachedPolicies: [],
  };
}

/**
 * Changes the name or path of a user or group.
 *
 * @throws EntityAlreadyExists
 */
export function renamePrincipal<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  row: Row,
  { name = row.name, path = row.path }: { name: string | undefined; path: string | undefined },
): Row {
  if (keyOf(name) !== keyOf(row.name)) requireFree(ctx, kind, name);
  ctx.table(kind.table).delete(keyOf(row.name));
  return savePrincipal(ctx, kind, { ...row, name, path, arn: iamArn(ctx, `${kind.noun}${path}${name}`) });
}

/** @throws DeleteConflict as long as there are policies in it or attached to it. */
export function requireNoPolicies({ inlinePolicies, attachedPolicies }: PrincipalRow): void {
  if (attachedPolicies.length > 0) throw stillReferenced("detach all policies");
  if (Object.keys(inlinePolicies).length > 0) throw stillReferenced("delete policies");
}

function requireFree<Row extends PrincipalRow>(ctx: Context, kind: PrincipalKind<Row>, name: string): void {
  const noun = kind.noun.charAt(0).toUpperCase() + kind.noun.slice(1);
  if (ctx.table(kind.table).has(keyOf(name))) throw principalExists(noun, name);
}
