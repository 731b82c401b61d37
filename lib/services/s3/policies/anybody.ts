import { wildcardMatcher } from "../../../core/wildcards.js";
import { many, type PolicyDocument, type Statement } from "./document.js";
import { forEverybody } from "./public.js";

/**
 * Whether a policy lets the unsigned do something. Conditions are not
 * evaluated: one that allows counts for nothing, one that denies as met.
 */
export function letsAnybody({ Statement }: PolicyDocument, action: string, resource: string): boolean {
  const applying = many(Statement).filter(
    (statement) => forEverybody(statement) && isAbout(statement, action, resource),
  );
  if (applying.some(({ Effect }) => Effect === "Deny")) return false;
  return applying.some(({ Effect, Condition }) => Effect === "Allow" && Condition === undefined);
}

function isAbout(
  { Action, NotAction, Resource, NotResource }: Statement,
  action: string,
  resource: string,
): boolean {
  const named = (patterns: Statement["Action"], text: string, ignoreCase = false) =>
    many(patterns).some((pattern) => wildcardMatcher(pattern, { questionMark: true, ignoreCase })(text));
  const actionFits = Action === undefined ? !named(NotAction, action, true) : named(Action, action, true);
  if (!actionFits) return false;
  return Resource === undefined ? !named(NotResource, resource) : named(Resource, resource);
}
