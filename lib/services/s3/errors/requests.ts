import { AwsError } from "../../../runtime/errors.js";

/** The elements that S3 adds to an error. */
export type Details = Readonly<Record<string, string | number | undefined>>;

/** One of S3's errors: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function s3Error(status: number, code: string, message: string, members: Details = {}): AwsError {
  return new AwsError(code, message, { status, members });
}

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

/** The value of a header that a response cannot have. */
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

/** A document, as opposed to an object, is larger than S3's documents can be. */
export function messageTooLong(): AwsError {
  return s3Error(400, "MaxMessageLengthExceeded", "Your request was too big.");
}

export function missingRequestBody(): AwsError {
  return s3Error(400, "MissingRequestBodyError", "Request Body is empty");
}

export function internalError(): AwsError {
  return s3Error(500, "InternalError", "We encountered an internal error. Please try again.");
}

export function invalidUri(URI: string): AwsError {
  return s3Error(400, "InvalidURI", "Couldn't parse the specified URI.", { URI });
}

/** A query parameter without the other parameter that it requires. */
export function queryNotAccepted(parameter: string): AwsError {
  return invalidArgument("This operation does not accept a query-string.", "ResourceType", parameter);
}

/** A query with several sub-resources. S3 lists them in alphabetical order. */
export function conflictingSubResources(names: readonly string[]): AwsError {
  const ordered = [...names].sort();
  return invalidArgument(
    `Conflicting query string parameters: ${ordered.join(", ")}`,
    "ResourceType",
    ordered[0],
  );
}

/** A header of other operations. */
export function headerNotSupported(name: string, value: string): AwsError {
  return invalidArgument(`${name} header is not supported for this operation.`, name, value);
}

export function missingContentLength(): AwsError {
  return s3Error(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
}

/** S3 accepts chunked transfer encoding only if the length of the object is declared. */
export function transferEncoding(): AwsError {
  const message = "A header you provided implies functionality that is not implemented";
  return s3Error(501, "NotImplemented", message, { Header: "Transfer-Encoding" });
}

/** A POST to a bucket that is not a form. */
export function notAForm(): AwsError {
  const message = "At least one of the pre-conditions you specified did not hold";
  const Condition = "Bucket POST must be of the enclosure-type multipart/form-data";
  return s3Error(412, "PreconditionFailed", message, { Condition });
}

export function anonymousOverride(): AwsError {
  const message = "Request specific response headers cannot be used for anonymous GET requests.";
  return s3Error(400, "InvalidRequest", message);
}

/** @param name as the query has it: `max-keys`. */
export function notAnInteger(name: string, value: string): AwsError {
  return invalidArgument(`Provided ${name} not an integer or within integer range`, name, value);
}

/** A parameter of ListObjectsV2 in a ListObjects. */
export function onlyInVersion2(name: "continuation-token" | "start-after"): AwsError {
  const word = name === "start-after" ? "startAfter" : name;
  return invalidArgument(`${word} only supported in REST.GET.BUCKET with list-type=2`, name);
}

export function markerInVersion2(): AwsError {
  return invalidArgument("Marker unsupported with REST.GET.BUCKET in list-type=2", "marker");
}

/** @param name in the words of S3's own code, which differ by listing: `maxKeys`, `max-uploads`. */
export function negative(name: string, value: number): AwsError {
  const message = `Argument ${name} must be an integer between 0 and 2147483647`;
  return invalidArgument(message, name, String(value));
}

export function invalidListType(value: string): AwsError {
  return invalidArgument("Invalid List Type specified in Request", "list-type", value);
}

export function invalidEncoding(value: string): AwsError {
  return invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", value);
}

export function invalidContinuationToken(): AwsError {
  return invalidArgument("The continuation token provided is incorrect", "continuation-token");
}

export function versionWithoutKey(value: string): AwsError {
  const message = "A version-id marker cannot be specified without a key marker.";
  return invalidArgument(message, "version-id-marker", value);
}

export function emptyVersionMarker(): AwsError {
  return invalidArgument("A version-id marker cannot be empty.", "version-id-marker", "");
}

/** The message of ListObjectVersions differs from that of the other listings. */
export function negativeMaxKeys(): AwsError {
  return invalidArgument("max-keys cannot be negative", "max-keys");
}

export function invalidVersionMarker(value: string): AwsError {
  return invalidArgument("Invalid version id specified", "version-id-marker", value);
}

export function invalidUploadMarker(value: string): AwsError {
  return invalidArgument("Invalid uploadId marker", "upload-id-marker", value);
}

/** Codes by their HTTP status: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const CODES: Readonly<Record<number, string>> = {
  301: "PermanentRedirect",
  307: "Redirect TemporaryRedirect",
  304: "NotModified",
  403:
    "AccessDenied AccountProblem AllAccessDisabled CrossLocationLoggingProhibited InvalidAccessKeyId " +
    "InvalidObjectState InvalidPayer InvalidSecurity NotSignedUp RequestTimeTooSkewed SignatureDoesNotMatch",
  404:
    "NoSuchAccessPoint NoSuchBucket NoSuchBucketPolicy NoSuchCORSConfiguration NoSuchKey NoSuchLifecycleConfiguration " +
    "NoSuchTagSet NoSuchUpload NoSuchVersion NoSuchWebsiteConfiguration NoSuchConfiguration NotFound " +
    "ObjectLockConfigurationNotFoundError OwnershipControlsNotFoundError NoSuchPublicAccessBlockConfiguration " +
    "ReplicationConfigurationNotFoundError ServerSideEncryptionConfigurationNotFoundError",
  405: "MethodNotAllowed",
  409:
    "BucketAlreadyExists BucketAlreadyOwnedByYou BucketNotEmpty ConditionalRequestConflict InvalidBucketState " +
    "OperationAborted RestoreAlreadyInProgress",
  411: "MissingContentLength",
  412: "PreconditionFailed",
  416: "InvalidRange",
  500: "InternalError",
  501: "NotImplemented",
  503: "Busy ServiceUnavailable SlowDown",
};

const STATUSES: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES).flatMap(([status, codes]) =>
    codes.split(" ").map((code): [string, number] => [code, Number(status)]),
  ),
);

/** The status of an S3 error code; `undefined` for 400 and unknown codes. */
export function errorStatus(code: string): number | undefined {
  return STATUSES.get(code);
}

/** The throttling error. */
export function slowDown(): AwsError {
  return s3Error(503, "SlowDown", "Please reduce your request rate.");
}
