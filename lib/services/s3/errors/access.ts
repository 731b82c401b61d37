import { type Denial, denialMessage } from "../../../authorization/denial.js";
import type { AwsError } from "../../../runtime/errors.js";
import { isUnsignedMessage } from "../access/unsigned.js";
import { accessDenied } from "./requests.js";

/** Only callers of the account that owns a bucket receive the reason for a denial. */
export function deniedError(denial: Denial): AwsError {
  const { principal, owner, decision } = denial;
  const { reason } = decision;
  if (reason.kind === "blocked" && isUnsignedMessage(reason.by)) return accessDenied(reason.by);
  const isOwn = principal.account !== "" && (owner === undefined || owner === principal.account);
  return isOwn && reason.kind !== "blocked" ? accessDenied(denialMessage(denial)) : accessDenied();
}
