import { unknownNameMessage } from "../text/suggestions.js";
import type { AccountRegion } from "./scope.js";

/**
 * A control object reads what is inside of a resource that does not exist.
 * Without this error, an assertion that something is not there would pass
 * for a misspelt name. Over HTTP it has status 404.
 */
export class UnknownResource extends TypeError {
  constructor(
    /** What kind of resource it is: `log group`. */
    readonly kind: string,
    name: string,
    known: Iterable<string>,
    /** Where it was looked for; left out for resources that all accounts and regions share. */
    at?: AccountRegion,
  ) {
    const place = at && ` in account ${at.account}, region ${at.region}`;
    super(unknownNameMessage(kind, name, known, place));
  }
}
