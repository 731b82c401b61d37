import type { ConditionKeys, Requirement } from "../../../authorization/requirement.js";
import type { Context } from "../../../runtime/context.js";
import type { AccessPointFacts } from "../../../runtime/ports/access-points.js";
import { isPublic } from "../policies/public.js";
import { readAccessPointPolicy } from "../policies/read.js";

/**
 * The permission that an access point must grant before the bucket is checked. Its policy applies to the
 * access point and the objects behind it, under its own ARN.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function accessPointNeed(
  ctx: Context,
  point: AccessPointFacts,
  action: string,
  key: string | undefined,
  keys: ConditionKeys,
): Requirement {
  const resource = key === undefined ? point.arn : `${point.arn}/object/${key}`;
  return {
    action,
    resource,
    shown: `"${resource}"`,
    owner: point.account,
    keys,
    block: isOutside(point) ? "it comes from outside of the VPC of the access point" : undefined,
    deniesOnly: ctx.account !== point.account && isRestricted(ctx, point),
  };
}

/** No client of a simulation is inside a VPC. */
function isOutside({ vpcId }: AccessPointFacts): boolean {
  return vpcId !== undefined;
}

/** Whether a public policy grants nothing to other accounts. */
function isRestricted(
  { ports }: Context,
  { account, arn, policy, publicAccessBlock }: AccessPointFacts,
): boolean {
  if (policy === undefined) return false;
  const ofAccount = ports.accountPublicAccess?.blockOf(account)?.RestrictPublicBuckets === true;
  return (
    (ofAccount || publicAccessBlock.RestrictPublicBuckets === true) &&
    isPublic(readAccessPointPolicy(policy, arn))
  );
}
