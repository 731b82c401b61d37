import { CONDITION_OPERATOR } from "../../../policies/elements.js";
import { malformedPolicy } from "../errors/buckets.js";
import { many, type Statement } from "./document.js";

/** The keys that only {@link LISTING} has. */
const LISTING_KEY = /^s3:(?:prefix|delimiter|max-keys)$/i;
/** Wildcards are not asked what they stand for. */
const LISTING = /^s3:ListBucket(?:Versions)?$|[*?]/i;

/**
 * Checks the operators of a statement's conditions, and that what is asked of
 * listings is asked of nothing else. Other keys are not held against actions.
 *
 * @throws MalformedPolicy
 */
export function checkConditions({ Action, Condition = {} }: Statement): void {
  const others = many(Action).some((action) => !LISTING.test(action));
  for (const [operator, keys] of Object.entries(Condition)) {
    if (!CONDITION_OPERATOR.test(operator)) throw malformedPolicy(`Invalid Condition type : ${operator}`);
    if (others && Object.keys(keys).some((key) => LISTING_KEY.test(key))) {
      throw malformedPolicy("Conditions do not apply to combination of actions and resources in statement");
    }
  }
}
