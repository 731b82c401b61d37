import type { Context } from "../../../runtime/context.js";
import { invalidParameter, limitExceeded, policyNotFound } from "../errors.js";
import type {
  DeleteResourcePolicyRequest,
  DescribeResourcePoliciesRequest,
  DescribeResourcePoliciesResponse,
  PutResourcePolicyRequest,
  PutResourcePolicyResponse,
  ResourcePolicy,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { checkAccountPolicy, checkGroupPolicy } from "../policies.js";
import { RESOURCE_POLICIES } from "../state/policies.js";

const MOST_POLICIES = 10;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
export function putResourcePolicy(input: PutResourcePolicyRequest, ctx: Context): PutResourcePolicyResponse {
  const { policyName, policyDocument, resourceArn } = input;
  const policies = ctx.table(RESOURCE_POLICIES);
  if (policyDocument === undefined) throw invalidParameter("policyDocument is required.");
  if (resourceArn === undefined) checkAccountPolicy(ctx, policyDocument);
  else checkGroupPolicy(ctx, policyDocument);
  const key = keyOf(input);
  if (resourceArn === undefined && !policies.has(key) && ofAccount(policies.values()) >= MOST_POLICIES) {
    throw limitExceeded();
  }
  const resourcePolicy: ResourcePolicy = {
    ...(policyName !== undefined && { policyName }),
    policyDocument,
    lastUpdatedTime: ctx.now(),
    policyScope: resourceArn === undefined ? "ACCOUNT" : "RESOURCE",
    ...(resourceArn !== undefined && { resourceArn, revisionId: ctx.ids.hex(32) }),
  };
  policies.put(key, resourcePolicy);
  return {
    resourcePolicy,
    ...(resourcePolicy.revisionId !== undefined && { revisionId: resourcePolicy.revisionId }),
  };
}

export function describeResourcePolicies(
  input: DescribeResourcePoliciesRequest,
  ctx: Context,
): DescribeResourcePoliciesResponse {
  const { resourceArn, policyScope = resourceArn === undefined ? "ACCOUNT" : "RESOURCE" } = input;
  const { items, next } = pager.rows(
    input,
    ["DescribeResourcePolicies", policyScope, resourceArn],
    ctx.table(RESOURCE_POLICIES),
    {
      wanted: (row) =>
        row.policyScope === policyScope && (resourceArn === undefined || row.resourceArn === resourceArn),
    },
  );
  return { resourcePolicies: items, nextToken: next };
}

export function deleteResourcePolicy(input: DeleteResourcePolicyRequest, ctx: Context): object {
  const key = keyOf(input);
  if (!ctx.table(RESOURCE_POLICIES).delete(key)) throw policyNotFound(key);
  return {};
}

/** @throws InvalidParameterException when neither a name nor a resource is given. */
function keyOf({ policyName, resourceArn }: ResourcePolicy): string {
  const key = resourceArn ?? policyName;
  if (key === undefined) throw invalidParameter("policyName or resourceArn is required.");
  return key;
}

function ofAccount(policies: Iterable<ResourcePolicy>): number {
  return [...policies].filter(({ policyScope }) => policyScope === "ACCOUNT").length;
}
