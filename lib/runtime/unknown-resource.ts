import { unknownNameMessage } from "../text/suggestions.js";
import type { AccountRegion } from "./scope.js";

/**
 * Thrown if a control object reads the content of a resource that does not exist. Without this error, an
 * assertion of absence would pass for a misspelt name. Over HTTP the status is 404.
 */
export class UnknownResource extends TypeError {
  constructor(
    /** Kind of the resource: `log group`. */
    readonly kind: string,
    name: string,
    known: Iterable<string>,
    /** Where it was looked up; omitted for resources shared by all accounts and regions. */
    at?: AccountRegion,
  ) {
    const place = at && ` in account ${at.account}, region ${at.region}`;
    super(unknownNameMessage(kind, name, known, place));
  }
}
