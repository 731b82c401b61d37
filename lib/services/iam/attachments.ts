import type { Context } from "../../runtime/context.js";
import { parsePolicyArn } from "./arns.js";
import { policyNotAttachable, policyNotFound, quotaExceeded, serviceRolePolicy } from "./errors.js";
import type { AttachedPolicy } from "./generated/types.js";
import { type IamPage, type PageRequest, pageOfList } from "./paging.js";
import { policyOf } from "./policies.js";
import { findPrincipal, type PrincipalKind, savePrincipal } from "./principals.js";
import type { PolicyRow, PrincipalRow } from "./state.js";

/** Attaching what is attached does nothing. @throws NoSuchEntity, PolicyNotAttachable, LimitExceeded */
export function attachPolicy<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  name: string,
  arn: string,
): void {
  const row = findPrincipal(ctx, kind, name);
  const policy = policyOf(ctx, arn);
  if (!policy) throw policyNotAttachable(arn);
  if (isServiceRolePolicy(policy)) throw serviceRolePolicy();
  if (row.attachedPolicies.includes(arn)) return;
  const { quota, most } = kind.attachments;
  if (row.attachedPolicies.length >= most) throw quotaExceeded(quota, most);
  savePrincipal(ctx, kind, { ...row, attachedPolicies: [...row.attachedPolicies, arn] });
}

/** @throws NoSuchEntity, also when it is not attached. */
export function detachPolicy<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  name: string,
  arn: string,
): void {
  const row = findPrincipal(ctx, kind, name);
  policyOf(ctx, arn);
  if (!row.attachedPolicies.includes(arn)) throw policyNotFound(arn);
  savePrincipal(ctx, kind, {
    ...row,
    attachedPolicies: row.attachedPolicies.filter((attached) => attached !== arn),
  });
}

/** @throws NoSuchEntity */
export function listAttachedPolicies<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  name: string,
  request: PageRequest,
): IamPage<AttachedPolicy> {
  const { PathPrefix = "/" } = request;
  const policies = policiesOf(ctx, findPrincipal(ctx, kind, name)).filter(({ path }) =>
    path.startsWith(PathPrefix),
  );
  const { items, paging } = pageOfList(request, `${kind.noun} attachments of ${name}`, policies);
  return { items: items.map(described), paging };
}

/** The policies that are attached to a role, user or group, as answers show them. */
export function attachedPoliciesOf(ctx: Context, row: PrincipalRow): AttachedPolicy[] {
  return policiesOf(ctx, row).map(described);
}

function policiesOf(ctx: Context, { attachedPolicies }: PrincipalRow): PolicyRow[] {
  return attachedPolicies.flatMap((arn) => policyOf(ctx, arn) ?? []);
}

function described({ name, arn }: PolicyRow): AttachedPolicy {
  return { PolicyName: name, PolicyArn: arn };
}

/** AWS alone attaches the policies of service-linked roles. */
function isServiceRolePolicy({ arn, path }: PolicyRow): boolean {
  return parsePolicyArn(arn).owner === "aws" && path === "/aws-service-role/";
}
