import type { AwsError } from "../../../runtime/errors.js";
import { s3Error } from "./s3-error.js";

/** @param Condition The header that does not hold, as S3 spells it. */
export function preconditionFailed(Condition: string): AwsError {
  const message = "At least one of the pre-conditions you specified did not hold";
  return s3Error(412, "PreconditionFailed", message, { Condition });
}

export function conditionalRequestConflict(Condition: string, Key: string): AwsError {
  const message =
    "The conditional request cannot succeed due to a conflicting operation against this resource.";
  return s3Error(409, "ConditionalRequestConflict", message, { Condition, Key });
}

/** A header, or a value of it, that S3 knows but general purpose buckets do not take. */
export function headerNotImplemented(Header: string, additionalMessage?: string): AwsError {
  const message = "A header you provided implies functionality that is not implemented";
  return s3Error(501, "NotImplemented", message, { Header, additionalMessage });
}
