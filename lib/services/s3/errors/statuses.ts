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

/** The status of an error code of S3; `undefined` for those with 400 and for unknown ones. */
export function errorStatus(code: string): number | undefined {
  return STATUSES.get(code);
}
