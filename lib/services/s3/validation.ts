import type { AwsError } from "../../core/errors.js";
import type { BrokenConstraint } from "../../core/service.js";
import { invalidEncoding } from "./errors/listings.js";
import { malformedXml } from "./errors/requests.js";

/** S3 has no validation error of its own: what breaks its schema is `MalformedXML`, but for some parameters. */
export function validationError(_message: string, { path, value }: BrokenConstraint): AwsError {
  if (path === "encodingType") return invalidEncoding(value.replace(/^'|'$/g, ""));
  return malformedXml();
}
