import { AwsError } from "../../../runtime/errors.js";
import { s3Error } from "./s3-error.js";

/** @param ResourceType `DeleteMarker`, `OBJECT`, `BUCKET` or `SERVICE`. */
export function methodNotAllowed(
  Method: string,
  ResourceType: string,
  headers: Readonly<Record<string, string>> = {},
): AwsError {
  const message = "The specified method is not allowed against this resource.";
  return new AwsError("MethodNotAllowed", message, {
    status: 405,
    members: { Method, ResourceType },
    headers,
  });
}

export function accessDenied(message = "Access Denied"): AwsError {
  return s3Error(403, "AccessDenied", message);
}

export function invalidArgument(message: string, ArgumentName: string, ArgumentValue?: string): AwsError {
  return s3Error(400, "InvalidArgument", message, { ArgumentName, ArgumentValue });
}

/** The value of a header that an answer could not have. */
export function unsendableHeader(name: string, value: string): AwsError {
  return invalidArgument("Header value cannot be represented using ISO-8859-1.", name, value);
}

export function invalidRequest(message: string): AwsError {
  return s3Error(400, "InvalidRequest", message);
}

export function malformedXml(): AwsError {
  const message = "The XML you provided was not well-formed or did not validate against our published schema";
  return s3Error(400, "MalformedXML", message);
}

/** A document, not an object, is larger than any that S3 could need. */
export function messageTooLong(): AwsError {
  return s3Error(400, "MaxMessageLengthExceeded", "Your request was too big.");
}

export function missingRequestBody(): AwsError {
  return s3Error(400, "MissingRequestBodyError", "Request Body is empty");
}

export function internalError(): AwsError {
  return s3Error(500, "InternalError", "We encountered an internal error. Please try again.");
}

/** The error for requests that are throttled. */
export function slowDown(): AwsError {
  return s3Error(503, "SlowDown", "Please reduce your request rate.");
}
