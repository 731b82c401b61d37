import type { Context } from "../../../runtime/context.js";
import { ONLY_ROW } from "../../../runtime/store/store.js";
import { rootArn } from "../../../shared/arn.js";
import { PASSWORD_POLICIES, USERS, type UserRow } from "../state.js";
import { accessKeysOf } from "../users.js";
import type { CredentialRow } from "./rows.js";

const DAY = 86_400_000;
/** Creation date of the account, which the simulator does not have. */
const ACCOUNT_CREATED = "2015-01-01T00:00:00+00:00";

const COLUMNS = [
  "user",
  "arn",
  "user_creation_time",
  "password_enabled",
  "password_last_used",
  "password_last_changed",
  "password_next_rotation",
  "mfa_active",
  ...[1, 2].flatMap((key) => [
    `access_key_${key}_active`,
    `access_key_${key}_last_rotated`,
    `access_key_${key}_last_used_date`,
    `access_key_${key}_last_used_region`,
    `access_key_${key}_last_used_service`,
  ]),
  ...[1, 2].flatMap((certificate) => [`cert_${certificate}_active`, `cert_${certificate}_last_rotated`]),
];

/**
 * The credentials of all users as CSV, after a line for the root user.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export function credentialReport(ctx: Context): string {
  const users = Array.from(ctx.table(USERS).values(), (user) => lineOf(ctx, user));
  return [COLUMNS, rootLine(ctx), ...users].map((line) => line.join(",")).join("\n");
}

function rootLine(ctx: Context): string[] {
  return [
    "<root_account>",
    rootArn(ctx),
    ACCOUNT_CREATED,
    ...["not_supported", "no_information", "not_supported", "not_supported", "false"],
    ...[...keyFields(undefined), ...keyFields(undefined)],
    ...[...certificateFields(undefined), ...certificateFields(undefined)],
  ];
}

function lineOf(ctx: Context, user: UserRow): string[] {
  const { mfaDevices, certificates } = user.credentials;
  const [first, second] = accessKeysOf(ctx, user.name);
  return [
    user.name,
    user.arn,
    timeOf(user.createdAt),
    ...passwordFields(ctx, user),
    String(mfaDevices.length > 0),
    ...[...keyFields(first), ...keyFields(second)],
    ...[...certificateFields(certificates[0]), ...certificateFields(certificates[1])],
  ];
}

function passwordFields(ctx: Context, { credentials: { loginProfile } }: UserRow): string[] {
  if (!loginProfile) return ["false", "N/A", "N/A", "N/A"];
  const days = ctx.table(PASSWORD_POLICIES).get(ONLY_ROW)?.maximumAge;
  const { changedAt } = loginProfile;
  const next = days === undefined ? "N/A" : timeOf(new Date(changedAt.getTime() + days * DAY));
  return ["true", "no_information", timeOf(changedAt), next];
}

function keyFields(key: Pick<CredentialRow, "status" | "createdAt"> | undefined): string[] {
  return [...certificateFields(key), "N/A", "N/A", "N/A"];
}

function certificateFields(row: Pick<CredentialRow, "status" | "createdAt"> | undefined): string[] {
  return row ? [String(row.status === "Active"), timeOf(row.createdAt)] : ["false", "N/A"];
}

/** `2031-05-01T10:00:00+00:00` */
function timeOf(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "+00:00");
}
