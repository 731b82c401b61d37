import { createHash } from "node:crypto";
import type { AccountRegion } from "../../../runtime/scope.js";
import { formatArn } from "../../../shared/arn.js";
import { kmsNotFound } from "../errors/protection.js";

const KEY_ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const ARN = /^arn:[a-z-]+:kms:([a-z0-9-]+):\d{12}:(?:key|alias)\/[!-~]+$/;

/** The key that S3 uses for objects when nobody names one. */
const MANAGED_KEY = "alias/aws/s3";

/**
 * The ARN of the key that a request or a bucket names: by id, alias or ARN.
 * KMS is not simulated: every key that can be one is there.
 *
 * @throws KMS.NotFoundException for what can be no key of the bucket's region.
 */
export function keyArn(at: AccountRegion, named = MANAGED_KEY): string {
  if (named.startsWith("arn:")) {
    const region = ARN.exec(named)?.[1];
    if (region === undefined) throw kmsNotFound(`Invalid keyId '${named}'`);
    if (region !== at.region) throw kmsNotFound(`Invalid arn ${region}`);
    return named;
  }
  if (KEY_ID.test(named)) return arnOf(at, named);
  if (named.startsWith("alias/")) return arnOf(at, keyBehind(at, named));
  throw kmsNotFound(`Invalid keyId '${named}'`);
}

/** An alias means the same key in every run. */
function keyBehind({ account, region }: AccountRegion, alias: string): string {
  const hex = createHash("sha256").update(`${account} ${region} ${alias}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

function arnOf({ account, region }: AccountRegion, keyId: string): string {
  return formatArn("kms", region, account, `key/${keyId}`);
}
