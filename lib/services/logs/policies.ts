import { hasValidPrincipals } from "../../authorization/missing-principals.js";
import type { Statement } from "../../policies/document.js";
import { statementsOfResourcePolicy } from "../../policies/kinds/resource.js";
import { awsPrincipalsOf } from "../../policies/principals.js";
import type { Context } from "../../runtime/context.js";
import { accessPolicyMalformed, policyNotPersistable, principalIsArn } from "./errors.js";

/** Whether a document is a resource policy. */
export function isPolicy(document: string): boolean {
  return statementsOfResourcePolicy(document) !== undefined;
}

/**
 * Checks the access policy of a destination, or a resource policy of the account. Their AWS principals are
 * account ids.
 *
 * @throws InvalidParameterException
 */
export function checkAccountPolicy(ctx: Context, document: string): void {
  const statements = readStatements(document);
  const arn = statements.flatMap(awsPrincipalsOf).find((principal) => principal.startsWith("arn:"));
  if (arn !== undefined) throw principalIsArn(arn);
  if (!hasValidPrincipals(ctx, statements)) throw policyNotPersistable();
}

/** Checks the resource policy of a log group. @throws InvalidParameterException */
export function checkGroupPolicy(ctx: Context, document: string): void {
  if (!hasValidPrincipals(ctx, readStatements(document))) throw policyNotPersistable();
}

function readStatements(document: string): readonly Statement[] {
  const statements = statementsOfResourcePolicy(document);
  if (!statements) throw accessPolicyMalformed();
  return statements;
}
