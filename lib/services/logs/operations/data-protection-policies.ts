import type { Context } from "../../../runtime/context.js";
import { standardClassOnly } from "../errors.js";
import type {
  DeleteDataProtectionPolicyRequest,
  GetDataProtectionPolicyRequest,
  GetDataProtectionPolicyResponse,
  PutDataProtectionPolicyRequest,
  PutDataProtectionPolicyResponse,
} from "../generated/types.js";
import { identifiedGroup } from "../groups.js";
import { checkDataProtection } from "../policy-documents.js";
import { DATA_PROTECTION_POLICIES } from "../state/policies.js";

/** The policy is stored; events are not masked. */
export function putDataProtectionPolicy(
  input: PutDataProtectionPolicyRequest,
  ctx: Context,
): PutDataProtectionPolicyResponse {
  const { logGroupIdentifier, policyDocument } = input;
  const group = identifiedGroup(ctx, logGroupIdentifier);
  if (group.logGroupClass !== "STANDARD") throw standardClassOnly();
  checkDataProtection(policyDocument);
  const updated = ctx.now();
  ctx.table(DATA_PROTECTION_POLICIES).put(group.logGroupName, { policyDocument, updated });
  return { logGroupIdentifier, policyDocument, lastUpdatedTime: updated };
}

/** Returns no document for a group without a policy. */
export function getDataProtectionPolicy(
  { logGroupIdentifier }: GetDataProtectionPolicyRequest,
  ctx: Context,
): GetDataProtectionPolicyResponse {
  const { logGroupName } = identifiedGroup(ctx, logGroupIdentifier);
  const row = ctx.table(DATA_PROTECTION_POLICIES).get(logGroupName);
  if (row?.policyDocument === undefined) return { logGroupIdentifier };
  return { logGroupIdentifier, policyDocument: row.policyDocument, lastUpdatedTime: row.updated };
}

/** DescribeLogGroups then reports that there was a policy. */
export function deleteDataProtectionPolicy(
  { logGroupIdentifier }: DeleteDataProtectionPolicyRequest,
  ctx: Context,
): object {
  const { logGroupName } = identifiedGroup(ctx, logGroupIdentifier);
  if (ctx.table(DATA_PROTECTION_POLICIES).has(logGroupName)) {
    ctx.table(DATA_PROTECTION_POLICIES).put(logGroupName, {});
  }
  return {};
}
