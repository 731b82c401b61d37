import {
  isAccount,
  isPrincipalArn,
  type PrincipalFlaw,
  type PrincipalForms,
} from "../../../policies/principals.js";
import type { AwsError } from "../../../runtime/errors.js";
import { parseArn } from "../../../shared/arn.js";
import { malformedPolicy } from "../errors/buckets.js";

/** The forms of principals in policies of buckets. */
export const PRINCIPALS: PrincipalForms = new Map([
  ["AWS", isAwsPrincipal],
  ["CanonicalUser", (value) => /^[0-9a-f]{64}$/.test(value)],
  ["Federated", (value) => value !== ""],
  ["Service", (value) => /^[\w.*-]+$/.test(value)],
]);

function isAwsPrincipal(value: string): boolean {
  if (value === "*" || isAccount(value) || isPrincipalArn(value)) return true;
  // An id of a user or role that was deleted, or an origin access identity of CloudFront.
  return /^A[A-Z0-9]{15,}$/.test(value) || parseArn(value)?.account.startsWith("cloudfront") === true;
}

/** The error for a principal; what is wrong is its `Detail`. */
export function invalidPrincipal({ kind, value }: PrincipalFlaw): AwsError {
  const detail = kind === undefined ? JSON.stringify(value) : `"${kind}" : ${JSON.stringify(value)}`;
  return malformedPolicy("Invalid principal in policy", detail);
}
