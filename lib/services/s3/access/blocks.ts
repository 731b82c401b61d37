import type { Context } from "../../../runtime/context.js";
import type { PublicAccessBlock } from "../../../runtime/ports/account-public-access.js";
import type { BucketRow } from "../state/buckets.js";

/**
 * Whether a bucket, or the account that owns it, blocks a kind of public access; the two settings add up.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function blocks(
  { ports }: Context,
  { owner, configuration }: BucketRow,
  what: keyof PublicAccessBlock,
): boolean {
  return (
    configuration.publicAccessBlock?.[what] === true ||
    ports.accountPublicAccess?.blockOf(owner)?.[what] === true
  );
}
