import { rejectUnknownMembers } from "../../text/suggestions.js";
import { isRecord } from "../../values/is-record.js";
import { unexpected } from "../definition/kinds.js";

/**
 * Returns the body as an object that has only these members.
 *
 * @throws TypeError for anything else.
 */
export function membersOf(body: unknown, ...names: readonly string[]): Readonly<Record<string, unknown>> {
  if (!isRecord(body)) throw unexpected("body", "a JSON object", body);
  rejectUnknownMembers(body, names, "The body");
  return body;
}
