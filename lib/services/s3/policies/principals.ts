import { own } from "../../../values/own.js";
import { malformedPolicy } from "../errors/buckets.js";
import { many } from "./document.js";

const KINDS: Readonly<Record<string, RegExp>> = {
  AWS: /^(?:\*|\d{12}|A[A-Z0-9]{15,}|arn:aws(?:-[a-z-]+)?:(?:iam|sts)::(?:\d{12}|cloudfront|cloudfront-us-gov):.+)$/,
  CanonicalUser: /^[0-9a-f]{64}$/,
  Federated: /./,
  Service: /^[\w.*-]+$/,
};

/**
 * Checks the `Principal` or `NotPrincipal` of a statement. Whom it names need not exist.
 *
 * @throws MalformedPolicy with what is wrong as its `Detail`
 */
export function checkPrincipals(principal: unknown): void {
  if (principal === "*") return;
  if (typeof principal !== "object" || principal === null || Array.isArray(principal)) {
    throw invalidPrincipal(typeof principal === "string" ? `"${principal}"` : JSON.stringify(principal));
  }
  for (const [kind, values] of Object.entries(principal)) {
    const form = own(KINDS, kind);
    for (const value of many<unknown>(values)) {
      if (typeof value !== "string" || !form?.test(value)) {
        throw invalidPrincipal(`"${kind}" : ${JSON.stringify(value)}`);
      }
    }
  }
}

function invalidPrincipal(detail: string) {
  return malformedPolicy("Invalid principal in policy", detail);
}
