import { isObject, type Members, many, parsedObject } from "./document.js";

/**
 * The statements of a policy of a resource, for services that check no more than that each statement has an effect,
 * actions and principals; `undefined` when one of them lacks these.
 */
export function statementsOfResourcePolicy(text: string): readonly Members[] | undefined {
  const statements = many<unknown>(parsedObject(text)?.Statement);
  return statements.length > 0 && statements.every(isComplete) ? statements : undefined;
}

function isComplete(statement: unknown): statement is Members {
  if (!isObject(statement)) return false;
  const { Effect, Action, NotAction, Principal, NotPrincipal } = statement;
  const isEffect = Effect === "Allow" || Effect === "Deny";
  return isEffect && (Action ?? NotAction) !== undefined && (Principal ?? NotPrincipal) !== undefined;
}
