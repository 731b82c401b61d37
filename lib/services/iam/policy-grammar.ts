import { missingPrincipal } from "../../authorization/missing-principals.js";
import {
  checkIdentityPolicy as checkIdentity,
  checkTrustPolicy as checkTrust,
} from "../../policies/kinds/identity.js";
import type { Context } from "../../runtime/context.js";
import { malformedPolicy } from "./errors.js";

/** Validates an inline or managed policy of a role, user or group. @throws MalformedPolicyDocument */
export function checkIdentityPolicy(text: string): void {
  checkIdentity(text, malformedPolicy);
}

/** Validates the trust policy of a role. @throws MalformedPolicyDocument */
export function checkTrustPolicy(ctx: Context, text: string): void {
  const missing = missingPrincipal(ctx, checkTrust(text, malformedPolicy));
  if (missing !== undefined) throw malformedPolicy(`Invalid principal in policy: "AWS":"${missing}"`);
}
