import { shown } from "./foreign-values.js";
import { namesOf, refuseUnknownMembers } from "./suggestions.js";

/** The account and region whose rows are meant. */
export interface Partition {
  readonly account: string;
  readonly region: string;
}

/** An account and region that a test means; those of the simulator where it says nothing. */
export type Place = Partial<Partition>;

const PLACE_MEMBERS = namesOf<Place>({ account: true, region: true });

/**
 * Checks the account and region of a call, so that a misspelt one is not taken for the simulator's own.
 *
 * @throws TypeError for anything but an object with `account` and `region`.
 */
export function checkPlace(place: unknown): asserts place is Place {
  if (typeof place !== "object" || place === null)
    throw new TypeError(`An account and region cannot be ${shown(place)}. Give { account, region }.`);
  refuseUnknownMembers(place, PLACE_MEMBERS, "An account and region");
}
