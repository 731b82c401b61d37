import { many, type PolicyDocument, type Statement } from "../document.js";
import { readPolicy } from "../grammar.js";
import { checkPrincipals, type PrincipalForms } from "../principals.js";

const ANY_PRINCIPAL: PrincipalForms = new Map(
  ["AWS", "Service", "Federated", "CanonicalUser"].map((kind) => [kind, () => true]),
);

/** A flaw of a document, for readers that do not distinguish flaws. */
class Flawed extends Error {}

/** Reads a stored policy, independent of the service's checks; `undefined` if it is not a policy. */
export function storedPolicy(text: string): PolicyDocument | undefined {
  return read(text, ANY_PRINCIPAL, () => true);
}

/**
 * The statements of the policy of a repository, a registry, a file system or a log destination. Each has an
 * effect, actions and principals, and may have resources. These services have one error for all flaws.
 *
 * @param principals the valid forms of principals. Default: any
 * @returns `undefined` for an invalid policy
 */
export function statementsOfResourcePolicy(
  text: string,
  principals: PrincipalForms = ANY_PRINCIPAL,
): readonly Statement[] | undefined {
  const document = read(text, principals, ({ Action, NotAction, Principal, NotPrincipal }) => {
    return (Action ?? NotAction) !== undefined && (Principal ?? NotPrincipal) !== undefined;
  });
  return document && many(document.Statement);
}

function read(
  text: string,
  principals: PrincipalForms,
  isComplete: (statement: Statement) => boolean,
): PolicyDocument | undefined {
  try {
    return readPolicy(text, {
      error: ({ kind }) => new Flawed(kind),
      ignores: ["unknown member", "sid"],
      statement(statement) {
        checkPrincipals(statement, principals, () => new Flawed("principal"));
        if (!isComplete(statement)) throw new Flawed("statement");
        return statement;
      },
    });
  } catch (error) {
    if (error instanceof Flawed) return undefined;
    throw error;
  }
}
