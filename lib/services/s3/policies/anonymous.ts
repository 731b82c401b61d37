import { many, type PolicyDocument } from "../../../policies/document.js";
import { isAbout } from "../../../policies/matcher.js";
import { isForEverybody } from "../../../policies/principals.js";

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
    (statement) => isForEverybody(statement) && isAbout(statement, action, resource),
  );
  if (applying.some(({ Effect }) => Effect === "Deny")) return "Deny";
  const allows = applying.some(({ Effect, Condition }) => Effect === "Allow" && Condition === undefined);
  return allows ? "Allow" : undefined;
}
