import { parseDocument } from "../../text/json-document.js";
/**
 * Whether a text is an IAM policy document: ECR looks at its form only. Who
 * may do what is not simulated.
 */
export function isPolicyDocument(text: string): boolean {
  let document: unknown;
  try {
    document = parseDocument(text);
  } catch {
    return false;
  }
  if (!isObject(document)) return false;
  const statements: unknown[] = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.length > 0 && statements.every(isStatement);
}

function isStatement(statement: unknown): boolean {
  if (!isObject(statement)) return false;
  const { Effect, Action, NotAction, Principal, NotPrincipal } = statement;
  return (
    (Effect === "Allow" || Effect === "Deny") &&
    (Action ?? NotAction) !== undefined &&
    (Principal ?? NotPrincipal) !== undefined
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
