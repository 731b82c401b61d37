import { createHash } from "node:crypto";
import type { Context } from "../../runtime/context.js";
import { formatArn, parseArn } from "../../shared/arn.js";

/** The AWS managed key that encrypts where no other is named. */
const MANAGED_KEY = "alias/aws/elasticfilesystem";

/**
 * The ARN of the key that a request names: EFS always shows the key, never its
 * alias. KMS is not asked, so the key behind an alias follows from its name.
 */
export function keyArn(ctx: Context, keyId = MANAGED_KEY): string {
  const arn = parseArn(keyId);
  const name = arn?.resource.replace(/^key\//, "") ?? keyId;
  const key = name.startsWith("alias/") ? keyBehind(ctx, name) : name;
  return formatArn("kms", arn?.region ?? ctx.region, arn?.account ?? ctx.account, `key/${key}`);
}

function keyBehind({ account, region }: Context, alias: string): string {
  const digest = createHash("sha256").update(`${account} ${region} ${alias}`).digest("hex");
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => digest.slice(from, to))
    .join("-");
}
