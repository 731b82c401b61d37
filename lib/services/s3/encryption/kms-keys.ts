import type { AccountRegion } from "../../../runtime/scope.js";
import { parseArn } from "../../../shared/arn.js";
import { keyArn as arnOfKey, keyBehind } from "../../../shared/kms-keys.js";
import { kmsNotFound } from "../errors/protection.js";

const KEY_ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const RESOURCE = /^(?:key|alias)\/[!-~]+$/;

/** The AWS managed key, used if a request names none. */
const MANAGED_KEY = "alias/aws/s3";

/**
 * The ARN of a key in a request or bucket: by id, alias or ARN. KMS is not simulated: every well-formed key
 * exists.
 *
 * @throws KMS.NotFoundException for a key that cannot be in the bucket's region.
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
