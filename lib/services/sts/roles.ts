import { createHash } from "node:crypto";
import type { Context } from "../../runtime/context.js";
import { type Arn, formatArn, parseArn } from "../../shared/arn.js";
import { issueCredentials } from "./credentials.js";
import { roleArnInvalid, sessionTooLong } from "./errors.js";
import type { AssumedRoleUser, Credentials } from "./generated/types.js";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A role that somebody assumes. */
export interface RoleSession {
  readonly roleArn: string;
  readonly name: string;
  readonly seconds: number;
  readonly transitiveTags: Readonly<Record<string, string>>;
}

/**
 * Roles that IAM does not know exist too: their ids follow from their ARNs.
 *
 * @throws ValidationError for anything but the ARN of a role, and for a longer session than IAM's role allows.
 */
export function assume(
  ctx: Context,
  session: RoleSession,
): { user: AssumedRoleUser; credentials: Credentials } {
  const role = roleOf(session.roleArn);
  const name = role.resource.slice(role.resource.lastIndexOf("/") + 1);
  const arn = formatArn({ ...role, service: "sts", resource: `assumed-role/${name}/${session.name}` });
  const known = ctx.ports.roles?.role(role.account, session.roleArn);
  if (known && session.seconds > known.maxSessionDuration) throw sessionTooLong();
  const userId = `${known?.roleId ?? roleIdOf(session.roleArn)}:${session.name}`;
  const { transitiveTags } = session;
  const row = { kind: "role", account: role.account, arn, userId, transitiveTags } as const;
  return {
    user: { AssumedRoleId: userId, Arn: arn },
    credentials: issueCredentials(ctx, row, session.seconds),
  };
}

function roleOf(text: string): Arn {
  const arn = parseArn(text);
  if (arn?.service !== "iam" || arn.account === "" || !/^role\/[\w+=,.@/-]+$/.test(arn.resource))
    throw roleArnInvalid(text);
  return arn;
}

/** The same role has the same id each time: it follows from the ARN. */
function roleIdOf(arn: string): string {
  const digest = createHash("sha256").update(arn).digest();
  let id = "AROA";
  for (let at = 0; at < 17; at++) id += BASE32.charAt((digest[at] ?? 0) % 32);
  return id;
}
