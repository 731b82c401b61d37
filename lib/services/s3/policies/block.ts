import type { PolicyDocument } from "../../../policies/document.js";
import type { Context } from "../../../runtime/context.js";
import { bucketArn } from "../../../shared/arn.js";
import { blocks } from "../access/blocks.js";
import { accessDenied } from "../errors/requests.js";
import type { BucketRow } from "../state/buckets.js";
import { isPublic } from "./public.js";

/**
 * Rejects a public policy if the bucket or its account blocks public policies.
 *
 * @throws AccessDenied
 */
export function checkPublicPolicy(ctx: Context, bucket: BucketRow, policy: PolicyDocument): void {
  if (!blocks(ctx, bucket, "BlockPublicPolicy") || !isPublic(policy)) return;
  throw accessDenied(
    `User: ${ctx.caller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: ` +
      `"${bucketArn(bucket)}" because public policies are blocked by the BlockPublicPolicy block public ` +
      "access setting.",
  );
}
