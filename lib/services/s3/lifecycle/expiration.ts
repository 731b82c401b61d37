import type { LifecycleRule } from "../generated/types.js";
import { expiryOf } from "../objects/restores.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { filterOf, takes } from "./filters.js";

const NONE = Object.freeze({});

/**
 * The header `x-amz-expiration`: when the lifecycle of its bucket expires an object, and by which rule. Among
 * several rules, the earliest; omitted if none applies.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
 */
export function expirationMember(
  { configuration }: BucketRow,
  object: ObjectVersion,
): { Expiration?: string } {
  if (!configuration.lifecycle) return NONE;
  let first: { readonly at: number; readonly rule: string } | undefined;
  for (const rule of configuration.lifecycle.rules) {
    const at = expiryBy(rule, object);
    if (at !== undefined && (!first || at < first.at)) first = { at, rule: rule.ID ?? "" };
  }
  if (!first) return NONE;
  const day = new Date(first.at).toUTCString();
  return { Expiration: `expiry-date="${day}", rule-id="${encodeURIComponent(first.rule)}"` };
}

/** When a rule expires an object: the first midnight UTC after its days have passed. */
function expiryBy(rule: LifecycleRule, object: ObjectVersion): number | undefined {
  const { Days, Date: date } = rule.Expiration ?? {};
  if (rule.Status !== "Enabled" || (Days === undefined && !date)) return undefined;
  if (!takes(filterOf(rule), object)) return undefined;
  return (date ?? expiryOf(object.lastModified.getTime(), Days ?? 0)).getTime();
}
