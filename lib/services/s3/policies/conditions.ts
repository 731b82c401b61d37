import { many } from "../../../policies/document.js";
import type { ReadStatement } from "../../../policies/grammar.js";
import { malformedPolicy } from "../errors/buckets.js";

/** The condition keys that only {@link LISTING} supports. */
const LISTING_KEY = /^s3:(?:prefix|delimiter|max-keys)$/i;
/** Patterns are not resolved. */
const LISTING = /^s3:ListBucket(?:Versions)?$|[*?]/i;

/**
 * Checks that conditions for listings are only in statements for listings. Other keys are not compared with
 * the actions.
 *
 * @throws MalformedPolicy
 */
export function checkConditions({ Action, Condition = {} }: ReadStatement): void {
  const others = many(Action).some((action) => !LISTING.test(action));
  const keys = Object.values(Condition).flatMap((values) => Object.keys(values));
  if (others && keys.some((key) => LISTING_KEY.test(key)))
    throw malformedPolicy("Conditions do not apply to combination of actions and resources in statement");
}
