import type { Context } from "../../runtime/context.js";
import { withPrefix } from "../../runtime/store/store.js";
import { parseArn } from "../../shared/arn.js";
import {
  brokenConstraint,
  groupExists,
  groupNamedTwice,
  groupNotFound,
  groupNotNamed,
  invalidParameter,
} from "./errors.js";
import type { LogGroup } from "./generated/types.js";
import { metricFiltersOf } from "./metric-filters.js";
import { LOG_GROUPS, type LogGroupRow } from "./state/groups.js";
import { ACCOUNT_POLICIES, accountPolicyKey, DATA_PROTECTION_POLICIES } from "./state/policies.js";

/** @throws ResourceNotFoundException */
export function existingGroup(ctx: Context, name: string): LogGroupRow {
  const row = ctx.table(LOG_GROUPS).get(name);
  if (!row) throw groupNotFound();
  return row;
}

/** The two members that identify a group; exactly one must be given. */
export interface GroupReference {
  readonly logGroupName?: string;
  /** Its name, or its ARN without `:*`. */
  readonly logGroupIdentifier?: string;
}

/** @throws ValidationException, InvalidParameterException, ResourceNotFoundException */
export function referencedGroup(ctx: Context, reference: GroupReference): LogGroupRow {
  const { logGroupName, logGroupIdentifier } = reference;
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) throw groupNamedTwice();
  if (logGroupName !== undefined) return existingGroup(ctx, logGroupName);
  if (logGroupIdentifier === undefined) throw groupNotNamed();
  return identifiedGroup(ctx, logGroupIdentifier);
}

/** @throws InvalidParameterException for an ARN that ends with `:*`, ResourceNotFoundException */
export function identifiedGroup(ctx: Context, identifier: string): LogGroupRow {
  if (identifier.endsWith("*")) {
    throw brokenConstraint(identifier, "logGroupIdentifier", { kind: "pattern", pattern: "[\\w#+=/:,.@-]*" });
  }
  const name = groupNameOf(ctx, identifier);
  if (name === undefined) throw groupNotFound();
  return existingGroup(ctx, name);
}

/**
 * The name in a group's ARN, with or without `:*`, if it is of this account and region; a name is returned
 * unchanged.
 */
export function groupNameOf(ctx: Context, identifier: string): string | undefined {
  const arn = parseArn(identifier);
  if (!arn) return identifier;
  const [, name] = /^log-group:([^:]+)(?::\*)?$/.exec(arn.resource) ?? [];
  const own = arn.service === "logs" && arn.account === ctx.account && arn.region === ctx.region;
  return own ? name : undefined;
}

/** @throws ResourceAlreadyExistsException, InvalidParameterException for AWS's own names. */
export function createGroup(
  ctx: Context,
  logGroupName: string,
  settings: Partial<LogGroupRow> = {},
): LogGroupRow {
  if (/^aws\//i.test(logGroupName)) {
    throw invalidParameter("Log groups starting with AWS/ are reserved for AWS.");
  }
  if (ctx.table(LOG_GROUPS).has(logGroupName)) throw groupExists();
  const row: LogGroupRow = {
    logGroupName,
    creationTime: ctx.now(),
    logGroupClass: "STANDARD",
    deletionProtectionEnabled: false,
    tags: {},
    storedBytes: 0,
    received: 0,
    ...settings,
  };
  ctx.table(LOG_GROUPS).put(logGroupName, row);
  return row;
}

export function groupArn(ctx: Context, name: string): string {
  return ctx.arn(`log-group:${name}`);
}

/** A group as returned by DescribeLogGroups. */
export function describeGroup(ctx: Context, row: LogGroupRow): LogGroup {
  const { logGroupName, retentionInDays, kmsKeyId } = row;
  return {
    logGroupName,
    creationTime: row.creationTime,
    ...(retentionInDays !== undefined && { retentionInDays }),
    metricFilterCount: metricFiltersOf(ctx, logGroupName).length,
    arn: `${groupArn(ctx, logGroupName)}:*`,
    storedBytes: row.storedBytes,
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    ...dataProtection(ctx, logGroupName),
    logGroupClass: row.logGroupClass,
    logGroupArn: groupArn(ctx, logGroupName),
    deletionProtectionEnabled: row.deletionProtectionEnabled,
  };
}

/** The data protection status of a group: whether it has or had a policy, and whether the account has one. */
function dataProtection(
  ctx: Context,
  group: string,
): Pick<LogGroup, "dataProtectionStatus" | "inheritedProperties"> {
  const own = ctx.table(DATA_PROTECTION_POLICIES).get(group);
  const [inherited] = withPrefix(ctx.table(ACCOUNT_POLICIES), accountPolicyKey("DATA_PROTECTION_POLICY", ""));
  return {
    ...(own && { dataProtectionStatus: own.policyDocument === undefined ? "DELETED" : "ACTIVATED" }),
    ...(inherited && { inheritedProperties: ["ACCOUNT_DATA_PROTECTION"] }),
  };
}
