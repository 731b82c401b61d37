import { namesOf, refuseUnknownMembers } from "../text/suggestions.js";
import { shown } from "../values/foreign-values.js";

/** The account and region whose rows are meant. */
export interface AccountRegion {
  readonly account: string;
  readonly region: string;
}

/** An account and region that a test means; those of the simulator where it says nothing. */
export type Scope = Partial<AccountRegion>;

const SCOPE_MEMBERS = namesOf<Scope>({ account: true, region: true });

/**
 * Checks the account and region of a call, so that a misspelt one is not taken for the simulator's own.
 *
 * @throws TypeError for anything but an object with `account` and `region`.
 */
export function checkScope(place: unknown): asserts place is Scope {
  if (typeof place !== "object" || place === null)
    throw new TypeError(`An account and region cannot be ${shown(place)}. Give { account, region }.`);
  refuseUnknownMembers(place, SCOPE_MEMBERS, "An account and region");
}
