import { wildcardMatcher } from "../../../text/wildcards.js";
import { many, type PolicyDocument, type Statement } from "./document.js";
import { forEverybody } from "./public.js";

/**
 * The decision of a policy about an unsigned request; `undefined` when no
 * statement applies. Conditions are not evaluated: a statement with one never
 * allows, and always denies.
 */
export function decisionForAnonymous(
  { Statement }: PolicyDocument,
  action: string,
  resource: string,
): "Allow" | "Deny" | undefined {
  const applying = many(Statement).filter(
    (statement) => forEverybody(statement) && isAbout(statement, action, resource),
  );
  if (applying.some(({ Effect }) => Effect === "Deny")) return "Deny";
  const allows = applying.some(({ Effect, Condition }) => Effect === "Allow" && Condition === undefined);
  return allows ? "Allow" : undefined;
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
