import { missingPrincipal } from "../../../authorization/missing-principals.js";
import { storedPolicy } from "../../../policies/kinds/resource.js";
import type { Context } from "../../../runtime/context.js";
import { ONLY_ROW } from "../../../runtime/store/store.js";
import { accessPointArn, findAccessPoint, saveAccessPoint } from "../access-points.js";
import { checkAccount } from "../accounts.js";
import { noSuchAccessPointPolicy, principalMissing, publicPolicyBlocked } from "../errors/access-points.js";
import type {
  DeleteAccessPointPolicyRequest,
  GetAccessPointPolicyRequest,
  GetAccessPointPolicyResult,
  GetAccessPointPolicyStatusRequest,
  GetAccessPointPolicyStatusResult,
  PutAccessPointPolicyRequest,
} from "../generated/types.js";
import { type AccessPointRow, PUBLIC_ACCESS_BLOCKS } from "../state.js";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutAccessPointPolicy.html */
export function putAccessPointPolicy(input: PutAccessPointPolicyRequest, ctx: Context): object {
  checkAccount(ctx, input);
  const row = findAccessPoint(ctx, input);
  const arn = accessPointArn(ctx, row.name);
  const read = ctx.ports.bucketPolicies?.ofAccessPoint(arn, input.Policy);
  const missing = missingPrincipal(ctx, storedPolicy(input.Policy)?.Statement ?? []);
  if (missing !== undefined) throw principalMissing(missing);
  const account = ctx.table(PUBLIC_ACCESS_BLOCKS).get(ONLY_ROW);
  const blocksPublic = row.publicAccessBlock.BlockPublicPolicy || account?.BlockPublicPolicy === true;
  if (read?.isPublic && blocksPublic) throw publicPolicyBlocked(ctx.caller.arn, arn);
  saveAccessPoint(ctx, { ...withoutPolicy(row), policy: input.Policy });
  return {};
}

export function getAccessPointPolicy(
  input: GetAccessPointPolicyRequest,
  ctx: Context,
): GetAccessPointPolicyResult {
  checkAccount(ctx, input);
  return { Policy: policyOf(findAccessPoint(ctx, input)) };
}

export function getAccessPointPolicyStatus(
  input: GetAccessPointPolicyStatusRequest,
  ctx: Context,
): GetAccessPointPolicyStatusResult {
  checkAccount(ctx, input);
  const row = findAccessPoint(ctx, input);
  const read = ctx.ports.bucketPolicies?.ofAccessPoint(accessPointArn(ctx, row.name), policyOf(row));
  return { PolicyStatus: { IsPublic: read?.isPublic ?? false } };
}

export function deleteAccessPointPolicy(input: DeleteAccessPointPolicyRequest, ctx: Context): object {
  checkAccount(ctx, input);
  saveAccessPoint(ctx, withoutPolicy(findAccessPoint(ctx, input)));
  return {};
}

/** @throws NoSuchAccessPointPolicy */
function policyOf({ name, policy }: AccessPointRow): string {
  if (policy === undefined) throw noSuchAccessPointPolicy(name);
  return policy;
}

function withoutPolicy({ policy: _, ...row }: AccessPointRow): AccessPointRow {
  return row;
}
