import { createHash } from "node:crypto";
import type { Context } from "../../runtime/context.js";
import { type Arn, formatArn, parseArn } from "../../shared/arn.js";
import { issueCredentials } from "./credentials.js";
import { roleArnInvalid, sessionTooLong } from "./errors.js";
import type { AssumedRoleUser, Credentials } from "./generated/types.js";
import type { SessionRow } from "./state.js";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An assumed role. */
export interface RoleSession
  extends Pick<
    SessionRow,
    "tags" | "transitiveTags" | "policies" | "sourceIdentity" | "provider" | "federation"
  > {
  readonly roleArn: string;
  readonly name: string;
  readonly seconds: number;
  /** Started by an AWS service, to which the role's maximum session duration does not apply. */
  readonly byService?: boolean;
}

/**
 * Roles that IAM does not have also exist; their ids are derived from their ARNs.
 *
 * @throws ValidationError for anything but the ARN of a role, and for a duration above the maximum of IAM's
 * role.
 */
export function assume(
  ctx: Context,
  session: RoleSession,
): { user: AssumedRoleUser; credentials: Credentials } {
  const role = roleOf(session.roleArn);
  const name = role.resource.slice(role.resource.lastIndexOf("/") + 1);
  const arn = formatArn({ ...role, service: "sts", resource: `assumed-role/${name}/${session.name}` });
  const known = ctx.ports.roles?.role(role.account, session.roleArn);
  if (!session.byService && known && session.seconds > known.maxSessionDuration) throw sessionTooLong();
  const userId = `${known?.roleId ?? roleIdOf(session.roleArn)}:${session.name}`;
  const { seconds, name: _, byService: _service, ...rest } = session;
  const row = { kind: "role", account: role.account, arn, userId, ...rest } as const;
  return {
    user: { AssumedRoleId: userId, Arn: arn },
    credentials: issueCredentials(ctx, row, seconds),
  };
}

function roleOf(text: string): Arn {
  const arn = parseArn(text);
  if (arn?.service !== "iam" || arn.account === "" || !/^role\/[\w+=,.@/-]+$/.test(arn.resource))
    throw roleArnInvalid(text);
  return arn;
}

/** A role id derived from the ARN, equal in every run. */
function roleIdOf(arn: string): string {
  const digest = createHash("sha256").update(arn).digest();
  let id = "AROA";
  for (let at = 0; at < 17; at++) id += BASE32.charAt((digest[at] ?? 0) % 32);
  return id;
}
