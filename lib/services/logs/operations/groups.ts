import type { Context } from "../../../runtime/context.js";
import {
  groupNamedTwice,
  groupNotFound,
  groupNotNamed,
  groupProtected,
  invalidParameter,
} from "../errors.js";
import { sweep } from "../events/retention.js";
import type {
  AssociateKmsKeyRequest,
  CreateLogGroupRequest,
  DeleteLogGroupRequest,
  DeleteRetentionPolicyRequest,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  DisassociateKmsKeyRequest,
  ListLogGroupsRequest,
  ListLogGroupsResponse,
  LogGroup,
  PutLogGroupDeletionProtectionRequest,
  PutRetentionPolicyRequest,
} from "../generated/types.js";
import {
  createGroup,
  describeGroup,
  existingGroup,
  groupArn,
  groupNameOf,
  identifiedGroup,
} from "../groups.js";
import { pager } from "../paging.js";
import { removeGroup } from "../removal.js";
import { checkedRetention } from "../retention-days.js";
import { LOG_GROUPS, type LogGroupRow } from "../state/groups.js";
import { tagging } from "../tags.js";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function createLogGroup(input: CreateLogGroupRequest, ctx: Context): object {
  const { logGroupName, kmsKeyId, logGroupClass = "STANDARD", deletionProtectionEnabled = false } = input;
  createGroup(ctx, logGroupName, {
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    logGroupClass,
    deletionProtectionEnabled,
    tags: tagging.checked(input.tags),
  });
  return {};
}

/** Also deletes its streams, events and filters. */
export function deleteLogGroup({ logGroupName }: DeleteLogGroupRequest, ctx: Context): object {
  const row = existingGroup(ctx, logGroupName);
  if (row.deletionProtectionEnabled) throw groupProtected();
  removeGroup(ctx, row);
  return {};
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export function describeLogGroups(input: DescribeLogGroupsRequest, ctx: Context): DescribeLogGroupsResponse {
  const {
    logGroupNamePrefix: prefix,
    logGroupNamePattern: pattern,
    logGroupIdentifiers,
    logGroupClass,
  } = input;
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidParameter(
      "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
    );
  }
  if (logGroupIdentifiers) return { logGroups: identifiedGroups(ctx, logGroupIdentifiers, input) };
  const { items, next } = pager.rows(
    input,
    ["DescribeLogGroups", prefix, pattern, logGroupClass],
    ctx.table(LOG_GROUPS),
    { prefix, wanted: (row) => hasClass(row, logGroupClass) && row.logGroupName.includes(pattern ?? "") },
  );
  const groups = items.map((row) => describeGroup(ctx, row));
  return {
    // Recorded: with a pattern AWS returns neither the bytes nor the data protection.
    logGroups: pattern === undefined ? groups : groups.map(withoutLookups),
    nextToken: next,
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html */
export function listLogGroups(input: ListLogGroupsRequest, ctx: Context): ListLogGroupsResponse {
  const { logGroupNamePattern, logGroupClass } = input;
  const matches = namePattern(logGroupNamePattern ?? "");
  const { items, next } = pager.rows(
    input,
    ["ListLogGroups", logGroupNamePattern, logGroupClass],
    ctx.table(LOG_GROUPS),
    { wanted: (row) => hasClass(row, logGroupClass) && matches(row.logGroupName) },
  );
  return {
    logGroups: items.map(({ logGroupName, logGroupClass }) => ({
      logGroupName,
      logGroupArn: groupArn(ctx, logGroupName),
      logGroupClass,
    })),
    nextToken: next,
  };
}

/** Events that are too old for the new policy expire immediately. */
export function putRetentionPolicy(input: PutRetentionPolicyRequest, ctx: Context): object {
  const row = existingGroup(ctx, input.logGroupName);
  const retentionInDays = checkedRetention(input.retentionInDays);
  save(ctx, sweep(ctx, { ...sweep(ctx, row), retentionInDays }));
  return {};
}

/** Events that expired under the policy stay deleted. */
export function deleteRetentionPolicy({ logGroupName }: DeleteRetentionPolicyRequest, ctx: Context): object {
  const { retentionInDays: _, sweepAt: __, ...row } = sweep(ctx, existingGroup(ctx, logGroupName));
  save(ctx, row);
  return {};
}

export function putLogGroupDeletionProtection(
  input: PutLogGroupDeletionProtectionRequest,
  ctx: Context,
): object {
  const row = identifiedGroup(ctx, input.logGroupIdentifier);
  save(ctx, { ...row, deletionProtectionEnabled: input.deletionProtectionEnabled });
  return {};
}

export function associateKmsKey(input: AssociateKmsKeyRequest, ctx: Context): object {
  save(ctx, { ...keyed(ctx, input), kmsKeyId: input.kmsKeyId });
  return {};
}

export function disassociateKmsKey(input: DisassociateKmsKeyRequest, ctx: Context): object {
  const { kmsKeyId: _, ...row } = keyed(ctx, input);
  save(ctx, row);
  return {};
}

/** The group whose key is changed, by name or ARN. */
function keyed(ctx: Context, { logGroupName, resourceIdentifier }: DisassociateKmsKeyRequest): LogGroupRow {
  if (logGroupName !== undefined && resourceIdentifier !== undefined) throw groupNamedTwice();
  if (logGroupName !== undefined) return existingGroup(ctx, logGroupName);
  if (resourceIdentifier === undefined) throw groupNotNamed();
  const name = groupNameOf(ctx, resourceIdentifier);
  if (name === undefined) throw groupNotFound();
  return existingGroup(ctx, name);
}

function identifiedGroups(ctx: Context, identifiers: readonly string[], input: DescribeLogGroupsRequest) {
  if (input.logGroupNamePrefix !== undefined || input.logGroupNamePattern !== undefined) {
    throw invalidParameter(
      "LogGroup identifiers and LogGroup name prefix or pattern are mutually exclusive parameters.",
    );
  }
  const names = identifiers.map((identifier) => groupNameOf(ctx, identifier));
  const rows = [...new Set(names)].sort().flatMap((name) => ctx.table(LOG_GROUPS).get(name ?? "") ?? []);
  return rows.filter((row) => hasClass(row, input.logGroupClass)).map((row) => describeGroup(ctx, row));
}

function withoutLookups({ storedBytes: _, deletionProtectionEnabled: __, ...group }: LogGroup): LogGroup {
  return group;
}

function hasClass(row: LogGroupRow, wanted: string | undefined): boolean {
  return wanted === undefined || row.logGroupClass === wanted;
}

function save(ctx: Context, row: LogGroupRow): void {
  ctx.table(LOG_GROUPS).put(row.logGroupName, row);
}

/**
 * Tests names for ListLogGroups: alternatives between `|`, a prefix after `^`, else any part. The model's
 * pattern allows no other operator, and dots in names are literal.
 */
function namePattern(text: string): (name: string) => boolean {
  const tests = text
    .split("|")
    .map((part) =>
      part.startsWith("^")
        ? (name: string) => name.startsWith(part.slice(1))
        : (name: string) => name.includes(part),
    );
  return (name) => tests.some((test) => test(name));
}
