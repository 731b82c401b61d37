import { type Denial, denialMessage } from "../../../authorization/denial.js";
import type { AwsError } from "../../../runtime/errors.js";
import { accessDenied } from "./requests.js";

/** Only callers of the account that owns a bucket receive the reason for a denial. */
export function deniedError(denial: Denial): AwsError {
  const { principal, owner, decision } = denial;
  const isOwn = principal.account !== "" && (owner === undefined || owner === principal.account);
  return isOwn && decision.reason.kind !== "blocked" ? accessDenied(denialMessage(denial)) : accessDenied();
}
