import { parseArn, rootArn } from "../shared/arn.js";
import { isObject, many, type Principal, type Statement } from "./document.js";
import type { ReadStatement } from "./grammar.js";

/** The forms of principals, by kind. A kind that is not listed does not exist. */
export type PrincipalForms = ReadonlyMap<string, (value: string) => boolean>;

/** A value that is not of its kind. Without a kind, the whole principal, which is neither `"*"` nor an object. */
export interface PrincipalFlaw {
  readonly kind?: string;
  readonly value: unknown;
}

/**
 * Checks the `Principal` and `NotPrincipal` of a statement. The users and roles that they name need not exist.
 *
 * @throws the error for the first flaw.
 */
export function checkPrincipals(
  statement: ReadStatement,
  forms: PrincipalForms,
  error: (flaw: PrincipalFlaw) => Error,
): asserts statement is ReadStatement & Statement {
  const { Principal, NotPrincipal } = statement;
  if (Principal !== undefined) checkPrincipal(Principal, forms, error);
  if (NotPrincipal !== undefined) checkPrincipal(NotPrincipal, forms, error);
}

function checkPrincipal(
  principal: unknown,
  forms: PrincipalForms,
  error: (flaw: PrincipalFlaw) => Error,
): void {
  if (principal === "*") return;
  if (!isObject(principal)) throw error({ value: principal });
  for (const [kind, values] of Object.entries(principal)) {
    const hasForm = forms.get(kind);
    if (!hasForm) throw error({ kind, value: values });
    for (const value of many<unknown>(values))
      if (typeof value !== "string" || !hasForm(value)) throw error({ kind, value });
  }
}

/** The ARN of a user, role or session, or of an account's root. */
export function isPrincipalArn(value: string): boolean {
  const { service, region, account = "" } = parseArn(value) ?? {};
  return (service === "iam" || service === "sts") && region === "" && isAccount(account);
}

/** 12 digits. */
export function isAccount(value: string): boolean {
  return /^\d{12}$/.test(value);
}

/** A principal as services store it in a region: an account named by its number becomes the account's root user. */
export function normalizedPrincipal(principal: string, region: string): string {
  return isAccount(principal) ? rootArn({ account: principal, region }) : principal;
}

/** Whether a statement is about everybody, unsigned requests included. */
export function isForEverybody({ Principal, NotPrincipal }: Statement): boolean {
  return NotPrincipal !== undefined || (Principal !== undefined && namesEverybody(Principal));
}

function namesEverybody(principal: Principal): boolean {
  return principal === "*" || many(principal.AWS).includes("*");
}
