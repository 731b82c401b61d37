import { type ConditionKeys, keysOf } from "../../authorization/requirement.js";
import type { OperationRule } from "../../authorization/table.js";
import type { ConditionValue } from "../../policies/values.js";
import type { Context } from "../../runtime/context.js";
import { keyOf, ROLES, USERS } from "./state.js";

/** Adds the attached policy as a condition key. */
export function attaches<Input>(
  rule: OperationRule<Input>,
): OperationRule<Input & { readonly PolicyArn: string }> {
  return withKeys(rule, ({ PolicyArn }: { readonly PolicyArn: string }) => ({ "iam:PolicyARN": PolicyArn }));
}

/** Adds the boundary that the request sets as a condition key. */
export function bounds<Input>(
  rule: OperationRule<Input>,
): OperationRule<Input & { readonly PermissionsBoundary?: string }> {
  return withKeys(rule, ({ PermissionsBoundary }: { readonly PermissionsBoundary?: string }) => ({
    "iam:PermissionsBoundary": PermissionsBoundary,
  }));
}

interface OfPrincipal {
  readonly RoleName?: string;
  readonly UserName?: string;
}

/** Adds the boundary of the role or user of the request as a condition key. */
export function bounded<Input extends OfPrincipal>(rule: OperationRule<Input>): OperationRule<Input> {
  return withKeys(rule, (input: OfPrincipal, ctx) => ({
    "iam:PermissionsBoundary": boundaryOf(ctx, input),
  }));
}

function boundaryOf(ctx: Context, { RoleName, UserName }: OfPrincipal): string | undefined {
  const role = RoleName === undefined ? undefined : ctx.table(ROLES).get(keyOf(RoleName));
  const user = UserName === undefined ? undefined : ctx.table(USERS).get(keyOf(UserName));
  return (role ?? user)?.boundary;
}

function withKeys<Input, More>(
  rule: OperationRule<Input>,
  values: (input: More, ctx: Context) => Readonly<Record<string, ConditionValue | undefined>>,
): OperationRule<Input & More> {
  return (input, ctx) => {
    const added = keysOf(values(input, ctx));
    return [rule(input, ctx)].flat().map((need) => ({ ...need, keys: both(added, need.keys) }));
  };
}

function both(some: ConditionKeys, others: ConditionKeys | undefined): ConditionKeys {
  return others ? { get: (key) => some.get(key) ?? others.get(key) } : some;
}
