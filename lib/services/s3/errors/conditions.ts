import type { AwsError } from "../../../core/errors.js";
import { refusal } from "./refusal.js";

/** @param Condition The header that does not hold, as S3 spells it. */
export function preconditionFailed(Condition: string): AwsError {
  const message = "At least one of the pre-conditions you specified did not hold";
  return refusal(412, "PreconditionFailed", message, { Condition });
}

export function conditionalRequestConflict(Condition: string, Key: string): AwsError {
  const message =
    "The conditional request cannot succeed due to a conflicting operation against this resource.";
  return refusal(409, "ConditionalRequestConflict", message, { Condition, Key });
}

/** A header, or a value of it, that S3 knows but general purpose buckets do not take. */
export function headerNotImplemented(Header: string, additionalMessage?: string): AwsError {
  const message = "A header you provided implies functionality that is not implemented";
  return refusal(501, "NotImplemented", message, { Header, additionalMessage });
}
