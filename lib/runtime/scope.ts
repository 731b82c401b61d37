import { namesOf, rejectUnknownMembers } from "../text/suggestions.js";
import { shown } from "../values/foreign-values.js";

/** An account and region. */
export interface AccountRegion {
  readonly account: string;
  readonly region: string;
}

/** An account and region of a call. Default those of the simulator. */
export type Scope = Partial<AccountRegion>;

const SCOPE_MEMBERS = namesOf<Scope>({ account: true, region: true });

/**
 * Validates the account and region of a call, so that a misspelt member does not select the simulator's own.
 *
 * @throws TypeError for anything but an object with `account` and `region`.
 */
export function checkScope(place: unknown): asserts place is Scope {
  if (typeof place !== "object" || place === null)
    throw new TypeError(`An account and region cannot be ${shown(place)}. Use { account, region }.`);
  rejectUnknownMembers(place, SCOPE_MEMBERS, "An account and region");
}
