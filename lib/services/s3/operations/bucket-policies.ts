import { missingPrincipal } from "../../../authorization/missing-principals.js";
import type { Context } from "../../../runtime/context.js";
import { configurationOf, configure } from "../buckets/configure.js";
import { findBucket } from "../buckets/find.js";
import { noSuchBucketPolicy } from "../errors/buckets.js";
import type {
  DeleteBucketPolicyRequest,
  GetBucketPolicyOutput,
  GetBucketPolicyRequest,
  GetBucketPolicyStatusOutput,
  GetBucketPolicyStatusRequest,
  PutBucketPolicyRequest,
} from "../generated/types.js";
import { checkPublicPolicy } from "../policies/block.js";
import { invalidPrincipal } from "../policies/principals.js";
import { isPublic } from "../policies/public.js";
import { readPolicy } from "../policies/read.js";

export function putBucketPolicy(input: PutBucketPolicyRequest, ctx: Context): object {
  const bucket = findBucket(ctx, input);
  const policy = readPolicy(input.Policy, bucket);
  const missing = missingPrincipal(ctx, policy.Statement);
  if (missing !== undefined) throw invalidPrincipal({ kind: "AWS", value: missing });
  checkPublicPolicy(ctx, bucket, policy);
  const policyBindsRoot = input.ConfirmRemoveSelfBucketAccess ? (true as const) : undefined;
  configure(ctx, input, { policy: JSON.stringify(policy), policyBindsRoot });
  return {};
}

export function getBucketPolicy(input: GetBucketPolicyRequest, ctx: Context): GetBucketPolicyOutput {
  return { Policy: policyOf(ctx, input) };
}

export function getBucketPolicyStatus(
  input: GetBucketPolicyStatusRequest,
  ctx: Context,
): GetBucketPolicyStatusOutput {
  const policy = readPolicy(policyOf(ctx, input), { name: input.Bucket, region: ctx.region });
  return { PolicyStatus: { IsPublic: isPublic(policy) } };
}

export function deleteBucketPolicy(input: DeleteBucketPolicyRequest, ctx: Context): object {
  configure(ctx, input, { policy: undefined, policyBindsRoot: undefined });
  return {};
}

function policyOf(ctx: Context, input: GetBucketPolicyRequest): string {
  const { policy } = configurationOf(ctx, input);
  if (policy === undefined) throw noSuchBucketPolicy(input.Bucket);
  return policy;
}
