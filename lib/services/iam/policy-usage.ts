import type { Context } from "../../runtime/context.js";
import { GROUP, type PrincipalKind, ROLE, USER } from "./principals.js";
import type { PrincipalRow } from "./state.js";

/** The use counts of a policy. */
export interface PolicyUsage {
  readonly attachments: number;
  readonly boundaries: number;
}

const UNUSED: PolicyUsage = { attachments: 0, boundaries: 0 };

/** Counts the uses of all policies of the account once; returns a function of the ARN. */
export function policyUsage(ctx: Context): (arn: string) => PolicyUsage {
  const usage = new Map<string, PolicyUsage>();
  const count = (arn: string, step: Partial<PolicyUsage>): void => {
    const { attachments, boundaries } = usage.get(arn) ?? UNUSED;
    usage.set(arn, {
      attachments: attachments + (step.attachments ?? 0),
      boundaries: boundaries + (step.boundaries ?? 0),
    });
  };
  for (const row of principals(ctx)) {
    for (const arn of row.attachedPolicies) count(arn, { attachments: 1 });
    const boundary = boundaryOf(row);
    if (boundary !== undefined) count(boundary, { boundaries: 1 });
  }
  return (arn) => usage.get(arn) ?? UNUSED;
}

/** The roles, users or groups that use a policy in any way, in order. */
export function usersOf<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  arn: string,
  usage: "PermissionsPolicy" | "PermissionsBoundary" | undefined,
): Row[] {
  return [...ctx.table(kind.table).values()].filter(
    (row) =>
      (usage !== "PermissionsBoundary" && row.attachedPolicies.includes(arn)) ||
      (usage !== "PermissionsPolicy" && boundaryOf(row) === arn),
  );
}

function* principals(ctx: Context): Generator<PrincipalRow> {
  yield* ctx.table(ROLE.table).values();
  yield* ctx.table(USER.table).values();
  yield* ctx.table(GROUP.table).values();
}

/** Groups have none. */
function boundaryOf(row: PrincipalRow & { readonly boundary?: string }): string | undefined {
  return row.boundary;
}
