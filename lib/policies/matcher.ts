import { wildcardMatcher } from "../text/wildcards.js";
import { many, type OneOrMany, type Statement } from "./document.js";

/** Whether a statement is about an action on a resource, for any caller and under any conditions. */
export function isAbout(
  { Action, NotAction, Resource, NotResource }: Statement,
  action: string,
  resource: string,
): boolean {
  const isAction = Action === undefined ? !matches(NotAction, action, true) : matches(Action, action, true);
  if (!isAction) return false;
  return Resource === undefined ? !matches(NotResource, resource) : matches(Resource, resource);
}

/** Actions ignore case; resources do not. */
function matches(patterns: OneOrMany | undefined, text: string, ignoreCase = false): boolean {
  return many(patterns).some((pattern) => wildcardMatcher(pattern, { questionMark: true, ignoreCase })(text));
}
