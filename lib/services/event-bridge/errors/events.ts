import type { AwsError } from "../../../runtime/errors.js";
import { validationException } from "./buses.js";

/** The last member of an entry in error texts. AWS appends two more, which no client sends. */
const LAST_MEMBER = /, traceHeader=([^,()]*)\)/g;

/** Input that violates a constraint of the model, in AWS's words. */
export function brokenConstraint(message: string): AwsError {
  return validationException(
    message.replace(LAST_MEMBER, ", traceHeader=$1, kmsKeyIdentifier=null, internalMetadata=null)"),
  );
}

export const entriesTooLarge = () =>
  validationException("Total size of the entries in the request is over the limit.");
