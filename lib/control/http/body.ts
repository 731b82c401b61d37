import { refuseUnknownMembers } from "../../text/suggestions.js";
import { isRecord, unexpected } from "../definition/kinds.js";

/**
 * The body as an object that has only these members.
 *
 * @throws TypeError for anything else.
 */
export function membersOf(body: unknown, ...names: readonly string[]): Readonly<Record<string, unknown>> {
  if (!isRecord(body)) throw unexpected("body", "a JSON object", body);
  refuseUnknownMembers(body, names, "The body");
  return body;
}
