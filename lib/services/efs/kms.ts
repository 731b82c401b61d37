import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { keyArn as arnOfKey, keyBehind } from "../../shared/kms-keys.js";

/** The default AWS managed key. */
const MANAGED_KEY = "alias/aws/elasticfilesystem";

/** The ARN of a key in a request. EFS always returns the key, never its alias. */
export function keyArn(ctx: Context, keyId = MANAGED_KEY): string {
  const arn = parseArn(keyId);
  const name = arn?.resource.replace(/^key\//, "") ?? keyId;
  return arnOfKey(arn ?? ctx, name.startsWith("alias/") ? keyBehind(ctx, name) : name);
}
