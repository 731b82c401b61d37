/**
 * HTTP status of the errors that every AWS service has, whatever its model contains, by the codes of JSON and
 * of query services: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonErrors.html and the pages
 * `CommonErrors` of the others
 */
const STATUSES: ReadonlyMap<string, number> = new Map([
  ["AccessDenied", 403],
  ["AccessDeniedException", 400],
  ["AuthFailure", 401],
  ["ExpiredToken", 403],
  ["ExpiredTokenException", 403],
  ["IncompleteSignature", 400],
  ["InternalError", 500],
  ["InternalFailure", 500],
  ["InternalServerError", 500],
  ["InternalServerException", 500],
  ["InternalServiceError", 500],
  ["InternalServiceException", 500],
  ["InvalidClientTokenId", 403],
  ["InvalidSignatureException", 403],
  ["MissingAuthenticationToken", 403],
  ["MissingAuthenticationTokenException", 403],
  ["NotAuthorized", 401],
  ["OptInRequired", 403],
  ["RequestEntityTooLargeException", 413],
  ["RequestLimitExceeded", 503],
  ["RequestTimeoutException", 408],
  ["ServerException", 500],
  ["ServiceFailure", 500],
  ["ServiceUnavailable", 503],
  ["ServiceUnavailableException", 503],
  ["SignatureDoesNotMatch", 403],
  ["Throttling", 400],
  ["ThrottlingException", 400],
  ["Unavailable", 503],
  ["UnrecognizedClientException", 403],
]);

/** Status of a code that all services share; `undefined` for other codes. */
export function commonStatus(code: string): number | undefined {
  return STATUSES.get(code);
}
