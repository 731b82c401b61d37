import { parseArn, rootArn } from "../shared/arn.js";
import { isObject, many, type Principal, type Statement } from "./document.js";
import type { ReadStatement } from "./grammar.js";

/** The valid forms of principals, by type. Types that are not listed are invalid. */
export type PrincipalForms = ReadonlyMap<string, (value: string) => boolean>;

/** An invalid value of a type. Without a type: the whole principal, which is neither `"*"` nor an object. */
export interface PrincipalFlaw {
  readonly kind?: string;
  readonly value: unknown;
}

/**
 * Checks the `Principal` and `NotPrincipal` of a statement. The users and roles in it need not exist.
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

/** Whether a value is the ARN of a user, role or session, or of an account's root user. */
export function isPrincipalArn(value: string): boolean {
  const { service, region, account = "" } = parseArn(value) ?? {};
  return (service === "iam" || service === "sts") && region === "" && isAccount(account);
}

/** Whether a value is a valid AWS principal: `*`, an ARN, an account, or the id of a deleted user or role. */
export function isAwsPrincipal(value: string): boolean {
  return value === "*" || isAccount(value) || isPrincipalArn(value) || /^A[A-Z0-9]{15,}$/.test(value);
}

/** The users, roles and accounts in a statement. */
export function awsPrincipalsOf({ Principal, NotPrincipal }: Statement): readonly string[] {
  return [Principal, NotPrincipal].flatMap((principal) =>
    principal === undefined || principal === "*" ? [] : many(principal.AWS),
  );
}

/** 12 digits. */
export function isAccount(value: string): boolean {
  return /^\d{12}$/.test(value);
}

/** A principal as services store it in a region: an account number becomes the account's root user. */
export function normalizedPrincipal(principal: string, region: string): string {
  return isAccount(principal) ? rootArn({ account: principal, region }) : principal;
}

/** Whether a statement applies to everyone, including unsigned requests. */
export function isForEverybody({ Principal, NotPrincipal }: Statement): boolean {
  return NotPrincipal !== undefined || (Principal !== undefined && namesEverybody(Principal));
}

function namesEverybody(principal: Principal): boolean {
  return principal === "*" || many(principal.AWS).includes("*");
}
