import { invalidBucketName, outsideNamespace, reservedBucketName } from "../errors/buckets.js";
import type { BucketNamespace } from "../generated/types.js";

const RESERVED_BEGINNING = /^(xn--|sthree-|amzn-s3-demo-)/;
const RESERVED_END = /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;
/** Suffix of names in account regional namespaces. */
const NAMESPACE_END = "-an";

/**
 * Validates the name of a new general purpose bucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 *
 * @throws InvalidBucketName
 */
export function checkBucketName(
  name: string,
  owner: { account: string; region: string },
  namespace: BucketNamespace = "global",
): void {
  if (RESERVED_BEGINNING.test(name)) throw reservedBucketName(name);
  if (!isBucketName(name)) throw invalidBucketName(name);
  if (namespace === "account-regional") {
    if (!name.endsWith(`-${owner.account}-${owner.region}${NAMESPACE_END}`)) throw outsideNamespace(name);
  } else if (name.endsWith(NAMESPACE_END)) {
    throw invalidBucketName(name);
  }
}

/**
 * Whether a bucket can have this name: buckets created in us-east-1 before March 2018 may have up to 255
 * characters, including capitals and underscores.
 */
export function mayBeBucketName(name: string): boolean {
  return /^[\w.-]{3,255}$/.test(name);
}

function isBucketName(name: string): boolean {
  return SYNTAX.every(([, holds]) => holds(name)) && !RESERVED_END.test(name);
}

type NameRule = readonly [rule: string, holds: (name: string) => boolean];

const SYNTAX: readonly NameRule[] = [
  ["it must have 3 to 63 characters", (name) => name.length >= 3 && name.length <= 63],
  ["it can have only lowercase letters, digits, hyphens and periods", (name) => /^[a-z0-9.-]*$/.test(name)],
  ["it must begin and end with a letter or digit", (name) => /^[a-z0-9].*[a-z0-9]$/.test(name)],
  ["it must not have two periods in a row", (name) => !name.includes("..")],
  ["it must not be formatted as an IP address", (name) => !/^\d+\.\d+\.\d+\.\d+$/.test(name)],
];

const RULES: readonly NameRule[] = [
  ...SYNTAX,
  ["S3 reserves the prefixes xn--, sthree- and amzn-s3-demo-", (name) => !RESERVED_BEGINNING.test(name)],
  [
    "S3 reserves the suffixes -s3alias, --ol-s3, .mrap, --x-s3, --table-s3 and -an",
    (name) => !RESERVED_END.test(name) && !name.endsWith(NAMESPACE_END),
  ],
];

/** The first naming rule that a name breaks; `undefined` for a valid name of a new bucket. */
export function brokenNameRule(name: string): string | undefined {
  return RULES.find(([, holds]) => !holds(name))?.[0];
}
