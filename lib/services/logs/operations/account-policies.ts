import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { invalidParameter, limitExceeded, policyNotFound } from "../errors.js";
import type {
  DeleteAccountPolicyRequest,
  DescribeAccountPoliciesRequest,
  DescribeAccountPoliciesResponse,
  PolicyType,
  PutAccountPolicyRequest,
  PutAccountPolicyResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { checkAccountDocument } from "../policy-documents.js";
import { ACCOUNT_POLICIES, type AccountPolicyRow, accountPolicyKey } from "../state/policies.js";

/** Maximum number of policies of an account in a region, by type. */
const MOST_POLICIES: Readonly<Record<PolicyType, number>> = {
  DATA_PROTECTION_POLICY: 1,
  SUBSCRIPTION_FILTER_POLICY: 1,
  FIELD_INDEX_POLICY: 20,
  TRANSFORMER_POLICY: 20,
  METRIC_EXTRACTION_POLICY: 5,
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html */
export function putAccountPolicy(input: PutAccountPolicyRequest, ctx: Context): PutAccountPolicyResponse {
  const { policyName, policyDocument, policyType, scope = "ALL", selectionCriteria } = input;
  if (policyType === "DATA_PROTECTION_POLICY" && selectionCriteria !== undefined) {
    throw invalidParameter(
      "SelectionCriteria is not yet supported for the DATA_PROTECTION_POLICY policy type.",
    );
  }
  checkAccountDocument(policyType, policyDocument);
  const policies = ctx.table(ACCOUNT_POLICIES);
  const key = accountPolicyKey(policyType, policyName);
  const others = [...withPrefix(policies, accountPolicyKey(policyType, ""))];
  if (!policies.has(key) && others.length >= MOST_POLICIES[policyType]) throw limitExceeded();
  const accountPolicy: AccountPolicyRow = {
    policyName,
    policyDocument,
    lastUpdatedTime: ctx.now(),
    policyType,
    scope,
    ...(selectionCriteria !== undefined && { selectionCriteria }),
    accountId: ctx.account,
  };
  policies.put(key, accountPolicy);
  return { accountPolicy };
}

export function describeAccountPolicies(
  input: DescribeAccountPoliciesRequest,
  ctx: Context,
): DescribeAccountPoliciesResponse {
  const { policyType, policyName } = input;
  const { items, next } = pager.rows(
    input,
    ["DescribeAccountPolicies", policyType, policyName],
    ctx.table(ACCOUNT_POLICIES),
    {
      prefix: accountPolicyKey(policyType, ""),
      wanted: (row) => (policyName ?? row.policyName) === row.policyName,
    },
  );
  return { accountPolicies: items, nextToken: next };
}

export function deleteAccountPolicy(input: DeleteAccountPolicyRequest, ctx: Context): object {
  const key = accountPolicyKey(input.policyType, input.policyName);
  if (!ctx.table(ACCOUNT_POLICIES).delete(key)) throw policyNotFound(input.policyName);
  return {};
}
