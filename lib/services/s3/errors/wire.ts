import type { AwsError } from "../../../runtime/errors.js";
import { invalidArgument } from "./requests.js";
import { s3Error } from "./s3-error.js";

export function invalidUri(URI: string): AwsError {
  return s3Error(400, "InvalidURI", "Couldn't parse the specified URI.", { URI });
}

/** A query parameter that means something only together with another one, which is not there. */
export function queryNotAccepted(parameter: string): AwsError {
  return invalidArgument("This operation does not accept a query-string.", "ResourceType", parameter);
}

/** A query names two sub-resources, in whichever order: S3 tells them in that of the alphabet. */
export function conflictingSubResources(one: string, other: string): AwsError {
  const [first, second] = one < other ? [one, other] : [other, one];
  const message = `Conflicting query string parameters: ${first}, ${second}`;
  return invalidArgument(message, "ResourceType", first);
}

/** A header that other operations have. */
export function headerNotSupported(name: string, value: string): AwsError {
  return invalidArgument(`${name} header is not supported for this operation.`, name, value);
}

export function missingContentLength(): AwsError {
  return s3Error(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
}

/** S3 takes an object in chunks of HTTP only when it knows how long it will be. */
export function transferEncoding(): AwsError {
  const message = "A header you provided implies functionality that is not implemented";
  return s3Error(501, "NotImplemented", message, { Header: "Transfer-Encoding" });
}

/** A POST to a bucket that is no form. */
export function notAForm(): AwsError {
  const message = "At least one of the pre-conditions you specified did not hold";
  const Condition = "Bucket POST must be of the enclosure-type multipart/form-data";
  return s3Error(412, "PreconditionFailed", message, { Condition });
}

export function anonymousOverride(): AwsError {
  const message = "Request specific response headers cannot be used for anonymous GET requests.";
  return s3Error(400, "InvalidRequest", message);
}
