import { isAwsPrincipal, type PrincipalFlaw, type PrincipalForms } from "../../../policies/principals.js";
import type { AwsError } from "../../../runtime/errors.js";
import { parseArn } from "../../../shared/arn.js";
import { malformedPolicy } from "../errors/buckets.js";

/** The principals of bucket policies. */
export const PRINCIPALS: PrincipalForms = new Map([
  ["AWS", isPrincipal],
  ["CanonicalUser", (value) => /^[0-9a-f]{64}$/.test(value)],
  ["Federated", (value) => value !== ""],
  ["Service", (value) => /^[\w.*-]+$/.test(value)],
]);

function isPrincipal(value: string): boolean {
  // An origin access identity of CloudFront has an ARN of its own form.
  return isAwsPrincipal(value) || parseArn(value)?.account.startsWith("cloudfront") === true;
}

/** The error for an invalid principal, which is in its `Detail`. */
export function invalidPrincipal({ kind, value }: PrincipalFlaw): AwsError {
  const detail = kind === undefined ? JSON.stringify(value) : `"${kind}" : ${JSON.stringify(value)}`;
  return malformedPolicy("Invalid principal in policy", detail);
}
