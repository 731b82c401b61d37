import type { Context } from "../../runtime/context.js";
import { parsePolicyArn } from "./arns.js";
import { policyNotAttachable, policyNotFound, quotaExceeded, serviceRolePolicy } from "./errors.js";
import type { AttachedPolicy } from "./generated/types.js";
import { type IamPage, type PageRequest, pageOfList } from "./paging.js";
import { policyOf } from "./policies.js";
import { type PrincipalKind, savePrincipal } from "./principals.js";
import type { PolicyRow, PrincipalRow } from "./state.js";

/** Attaching an attached policy does nothing. @throws NoSuchEntity, PolicyNotAttachable, LimitExceeded */
export function attachPolicy<Row extends PrincipalRow>(
  ctx: Context,
  kind: PrincipalKind<Row>,
  row: Row,
  arn: string,
): void {
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
  row: Row,
  arn: string,
): void {
  policyOf(ctx, arn);
  if (!row.attachedPolicies.includes(arn)) throw policyNotFound(arn);
  savePrincipal(ctx, kind, {
    ...row,
    attachedPolicies: row.attachedPolicies.filter((attached) => attached !== arn),
  });
}

/** One page of the attached policies below the path prefix. */
export function listAttachedPolicies(
  ctx: Context,
  { noun }: Pick<PrincipalKind, "noun">,
  row: PrincipalRow,
  request: PageRequest,
): IamPage<AttachedPolicy> {
  const { PathPrefix = "/" } = request;
  const policies = policiesOf(ctx, row).filter(({ path }) => path.startsWith(PathPrefix));
  const { items, paging } = pageOfList(request, `${noun} attachments of ${row.name}`, policies);
  return { items: items.map(describeAttachment), paging };
}

/** The policies attached to a role, user or group, as responses have them. */
export function attachedPoliciesOf(ctx: Context, row: PrincipalRow): AttachedPolicy[] {
  return policiesOf(ctx, row).map(describeAttachment);
}

function policiesOf(ctx: Context, { attachedPolicies }: PrincipalRow): PolicyRow[] {
  return attachedPolicies.flatMap((arn) => policyOf(ctx, arn) ?? []);
}

function describeAttachment({ name, arn }: PolicyRow): AttachedPolicy {
  return { PolicyName: name, PolicyArn: arn };
}

/** Only AWS attaches the policies of service-linked roles. */
function isServiceRolePolicy({ arn, path }: PolicyRow): boolean {
  return parsePolicyArn(arn).owner === "aws" && path === "/aws-service-role/";
}
