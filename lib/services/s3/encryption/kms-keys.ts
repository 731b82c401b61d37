import type { AccountRegion } from "../../../runtime/scope.js";
import { parseArn } from "../../../shared/arn.js";
import { keyArn as arnOfKey, keyBehind } from "../../../shared/kms-keys.js";
import { kmsNotFound } from "../errors/protection.js";

const KEY_ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const RESOURCE = /^(?:key|alias)\/[!-~]+$/;

/** The key of S3 for objects whose request names none. */
const MANAGED_KEY = "alias/aws/s3";

/**
 * The ARN of the key that a request or a bucket names: by id, alias or ARN.
 * KMS is not simulated: every key that can be one exists.
 *
 * @throws KMS.NotFoundException for what cannot be a key of the bucket's region.
 */
export function keyArn(at: AccountRegion, named = MANAGED_KEY): string {
  if (named.startsWith("arn:")) {
    const arn = parseArn(named);
    if (arn?.service !== "kms" || !/^\d/.test(arn.account) || !RESOURCE.test(arn.resource))
      throw kmsNotFound(`Invalid keyId '${named}'`);
    if (arn.region !== at.region) throw kmsNotFound(`Invalid arn ${arn.region}`);
    return named;
  }
  if (KEY_ID.test(named)) return arnOfKey(at, named);
  if (named.startsWith("alias/")) return arnOfKey(at, keyBehind(at, named));
  throw kmsNotFound(`Invalid keyId '${named}'`);
}
