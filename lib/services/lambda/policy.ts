import { missingPrincipal } from "../../authorization/missing-principals.js";
import { isAccount, isPrincipalArn, normalizedPrincipal } from "../../policies/principals.js";
import type { Context } from "../../runtime/context.js";
import { revisionMismatch } from "./errors/functions.js";
import { policyTooLong, principalInvalid, statementExists, statementNotFound } from "./errors/requests.js";
import type { PolicyRow, Statement } from "./state.js";

const LARGEST_POLICY = 20_480;

/** The policy document of GetPolicy, with members in AWS's order. */
export function policyDocument({ statements }: PolicyRow): string {
  return JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: statements });
}

/** @throws ResourceConflictException when the statement id is taken, PolicyLengthExceededException over 20 KB. */
export function withStatement(ctx: Context, before: PolicyRow | undefined, statement: Statement): PolicyRow {
  const statements = before?.statements ?? [];
  if (statements.some(({ Sid }) => Sid === statement.Sid)) throw statementExists(statement.Sid);
  const row = { statements: [...statements, statement], revisionId: ctx.ids.uuid() };
  const size = Buffer.byteLength(policyDocument(row));
  if (size > LARGEST_POLICY) throw policyTooLong(size);
  return row;
}

/** The policy without a statement; `undefined` after the last one, because the policy is deleted then. */
export function withoutStatement(ctx: Context, before: PolicyRow, sid: string): PolicyRow | undefined {
  const statements = before.statements.filter(({ Sid }) => Sid !== sid);
  if (statements.length === before.statements.length) throw statementNotFound(sid);
  return statements.length > 0 ? { statements, revisionId: ctx.ids.uuid() } : undefined;
}

/** @throws PreconditionFailedException when `revision` is given and is not the policy's. */
export function checkPolicyRevision(
  row: PolicyRow | undefined,
  revision: string | undefined,
  reader: string,
): void {
  if (revision !== undefined && revision !== row?.revisionId) throw revisionMismatch(reader);
}

/**
 * A principal of a request as the statement stores it: account ids become ARNs of root users.
 *
 * @throws InvalidParameterValueException, also for a user or role that does not exist
 */
export function principalOf(ctx: Context, principal: string): unknown {
  if (principal === "*") return "*";
  if (isAccount(principal) || isPrincipalArn(principal)) {
    const Principal = { AWS: normalizedPrincipal(principal, ctx.region) };
    if (missingPrincipal(ctx, { Effect: "Allow", Principal }) !== undefined) throw principalInvalid();
    return Principal;
  }
  if (/^[\w-]+(\.[\w-]+)*\.amazonaws\.com(\.cn)?$/.test(principal)) return { Service: principal };
  throw principalInvalid();
}
