import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { standardClassOnly } from "../errors.js";
import type {
  DeleteIndexPolicyRequest,
  DescribeFieldIndexesRequest,
  DescribeFieldIndexesResponse,
  DescribeIndexPoliciesRequest,
  DescribeIndexPoliciesResponse,
  FieldIndex,
  IndexPolicy,
  PutIndexPolicyRequest,
  PutIndexPolicyResponse,
} from "../generated/types.js";
import { groupArn, identifiedGroup } from "../groups.js";
import { pager } from "../paging.js";
import { indexedFields } from "../policy-documents.js";
import type { LogGroupRow } from "../state/groups.js";
import { ACCOUNT_POLICIES, accountPolicyKey, INDEX_POLICIES } from "../state/policies.js";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutIndexPolicy.html */
export function putIndexPolicy(input: PutIndexPolicyRequest, ctx: Context): PutIndexPolicyResponse {
  const { policyDocument } = input;
  const group = identifiedGroup(ctx, input.logGroupIdentifier);
  if (group.logGroupClass !== "STANDARD") throw standardClassOnly();
  indexedFields(policyDocument);
  ctx.table(INDEX_POLICIES).put(group.logGroupName, { policyDocument, updated: ctx.now() });
  return { indexPolicy: policyOf(ctx, group) };
}

/** The policy of the group, else the applicable one of the account. */
export function describeIndexPolicies(
  input: DescribeIndexPoliciesRequest,
  ctx: Context,
): DescribeIndexPoliciesResponse {
  const groups = input.logGroupIdentifiers.map((identifier) => identifiedGroup(ctx, identifier));
  return { indexPolicies: groups.flatMap((group) => policyOf(ctx, group) ?? []) };
}

/** The fields indexed by the policy of the group or account. The scan times are not simulated. */
export function describeFieldIndexes(
  input: DescribeFieldIndexesRequest,
  ctx: Context,
): DescribeFieldIndexesResponse {
  const groups = input.logGroupIdentifiers.map((identifier) => identifiedGroup(ctx, identifier));
  const indexes = groups.flatMap((group) => fieldIndexesOf(ctx, group));
  const { items, next } = pager.list(input, ["DescribeFieldIndexes", input.logGroupIdentifiers], indexes);
  return { fieldIndexes: items, nextToken: next };
}

/** A group without its own policy keeps that of the account. */
export function deleteIndexPolicy(input: DeleteIndexPolicyRequest, ctx: Context): object {
  ctx.table(INDEX_POLICIES).delete(identifiedGroup(ctx, input.logGroupIdentifier).logGroupName);
  return {};
}

function policyOf(ctx: Context, { logGroupName }: LogGroupRow): IndexPolicy | undefined {
  const logGroupIdentifier = groupArn(ctx, logGroupName);
  const own = ctx.table(INDEX_POLICIES).get(logGroupName);
  if (own) {
    const { updated, policyDocument } = own;
    return { logGroupIdentifier, lastUpdateTime: updated, policyDocument, source: "LOG_GROUP" };
  }
  for (const row of withPrefix(ctx.table(ACCOUNT_POLICIES), accountPolicyKey("FIELD_INDEX_POLICY", ""))) {
    if (!selects(row.selectionCriteria, logGroupName)) continue;
    const { lastUpdatedTime, policyDocument, policyName } = row;
    return {
      logGroupIdentifier,
      lastUpdateTime: lastUpdatedTime,
      policyDocument,
      policyName,
      source: "ACCOUNT",
    };
  }
  return undefined;
}

function fieldIndexesOf(ctx: Context, group: LogGroupRow): FieldIndex[] {
  const { policyDocument, lastUpdateTime } = policyOf(ctx, group) ?? {};
  if (policyDocument === undefined) return [];
  return indexedFields(policyDocument).map((fieldIndexName) => ({
    logGroupIdentifier: groupArn(ctx, group.logGroupName),
    fieldIndexName,
    lastScanTime: lastUpdateTime,
    type: "FIELD_INDEX",
  }));
}

/** `LogGroupNamePrefix == "a"` or a list of prefixes; without criteria a policy applies to all groups. */
function selects(criteria: string | undefined, group: string): boolean {
  if (criteria === undefined) return true;
  if (!criteria.trimStart().startsWith("LogGroupNamePrefix")) return false;
  return Array.from(criteria.matchAll(/"([^"]*)"/g), ([, prefix = ""]) => prefix).some((prefix) =>
    group.startsWith(prefix),
  );
}
