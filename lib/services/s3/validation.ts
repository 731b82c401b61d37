import type { AwsError } from "../../core/errors.js";
import type { BrokenConstraint } from "../../core/service.js";
import { malformedXml } from "./errors/requests.js";

/** S3 has no validation error of its own: what breaks its schema is `MalformedXML`. */
export function validationError(_message: string, _first: BrokenConstraint): AwsError {
  return malformedXml();
}
