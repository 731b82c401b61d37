import { AwsError } from "../../../runtime/errors.js";
import type { AuthErrors, Calculation, SignatureFlaw, SigningTime } from "../../../signing/rejections.js";
import { basicTime, dateHeader, isoSeconds } from "../../../signing/times.js";

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
const QUERY_PARAMETERS =
  "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, " +
  "X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
const TOKEN_INVALID = "The provided token is malformed or otherwise invalid.";

/**
 * S3's errors for rejected signatures:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
 */
export const signatureErrors: AuthErrors = {
  missing: () => refused("AccessDenied", "Access Denied"),
  malformed: ({ flaw, presigned }) => malformed(flaw, presigned),
  undated: (date, presigned) => {
    if (!presigned)
      return refused("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
    return badQuery(
      date === undefined
        ? QUERY_PARAMETERS
        : `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
    );
  },
  badLifetime: badQuery,
  unknownKey: (AWSAccessKeyId) =>
    refused("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", {
      AWSAccessKeyId,
    }),
  // A temporary key is invalid without its token.
  wrongToken: (token, accessKeyId) =>
    token === undefined
      ? signatureErrors.unknownKey(accessKeyId)
      : new AwsError("InvalidToken", TOKEN_INVALID, { status: 400, members: { "Token-0": token } }),
  expiredToken: () => new AwsError("ExpiredToken", "The provided token has expired.", { status: 400 }),
  wrongService: (expected, found, presigned) =>
    credentialError(`incorrect service "${found}". This endpoint belongs to "${expected}".`, presigned),
  wrongRegion: (expected, found, presigned) =>
    credentialError(`the region '${found}' is wrong; expecting '${expected}'`, presigned, {
      Region: expected,
    }),
  wrongDay: (scopeDay, date, presigned) => {
    const reason = `Invalid credential date "${scopeDay}". This date is not the same as X-Amz-Date: "${date.slice(0, 8)}".`;
    return presigned ? badQuery(reason) : headerMalformed(reason);
  },
  unsignedHeaders: (names) =>
    refused("AccessDenied", "There were headers present in the request which were not signed", {
      HeadersNotSigned: names.join(", "),
    }),
  expired: (time) => (time.lifetime === undefined ? tooSkewed(time) : presignedExpired(time, time.lifetime)),
  notYetCurrent: (time) =>
    time.lifetime === undefined ? tooSkewed(time) : refused("AccessDenied", "Request is not valid yet"),
  mismatch: (expected, { accessKeyId, signature }) =>
    refused("SignatureDoesNotMatch", MISMATCH, shown(expected, accessKeyId, signature)),
};

function refused(code: string, message: string, members?: Readonly<Record<string, string>>): AwsError {
  return new AwsError(code, message, { status: 403, members });
}

function headerMalformed(reason: string, members?: Readonly<Record<string, string>>): AwsError {
  const message = `The authorization header is malformed; ${reason}`;
  return new AwsError("AuthorizationHeaderMalformed", message, { status: 400, members });
}

function badQuery(reason = QUERY_PARAMETERS, members?: Readonly<Record<string, string>>): AwsError {
  return new AwsError("AuthorizationQueryParametersError", reason, { status: 400, members });
}

function credentialError(
  reason: string,
  presigned: boolean,
  members?: Readonly<Record<string, string>>,
): AwsError {
  return presigned
    ? badQuery(`Error parsing the X-Amz-Credential parameter; ${reason}`, members)
    : headerMalformed(reason, members);
}

function malformed(flaw: SignatureFlaw, presigned: boolean): AwsError {
  switch (flaw.kind) {
    case "scheme":
      return badArgument("Unsupported Authorization Type", "Authorization", flaw.header);
    case "version 2":
      return refused(
        "AccessDenied",
        "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
      );
    case "twice":
      return badArgument(TWICE, "Authorization", flaw.header);
    case "algorithm":
      return badQuery('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
    case "parts":
      return presigned
        ? badQuery()
        : headerMalformed(
            "the authorization header requires three components: Credential, SignedHeaders, and Signature.",
          );
    case "credential":
      return credentialError(credentialFlaw(flaw.credential), presigned);
  }
}

const TWICE =
  "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the " +
  "Authorization header should be specified";

function credentialFlaw(credential: string): string {
  const parts = credential.split("/");
  const terminal = parts.at(-1) ?? "";
  if (parts.length < 5) return MALFORMED_CREDENTIAL;
  if (parts[0] === "") return "a non-empty Access Key (AKID) must be provided in the credential.";
  return terminal === "aws4_request"
    ? MALFORMED_CREDENTIAL
    : `incorrect terminal "${terminal}". This endpoint uses "aws4_request".`;
}

const MALFORMED_CREDENTIAL =
  'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';

function badArgument(message: string, ArgumentName: string, ArgumentValue: string): AwsError {
  return new AwsError("InvalidArgument", message, { status: 400, members: { ArgumentName, ArgumentValue } });
}

function tooSkewed({ signedAt, now, tolerance }: SigningTime): AwsError {
  const message = "The difference between the request time and the current time is too large.";
  const members = {
    RequestTime: basicTime(signedAt),
    ServerTime: isoSeconds(now),
    MaxAllowedSkewMilliseconds: String(tolerance),
  };
  return new AwsError("RequestTimeTooSkewed", message, {
    status: 403,
    members,
    headers: dateHeader({ now }),
  });
}

function presignedExpired({ signedAt, now }: SigningTime, lifetime: number): AwsError {
  return refused("AccessDenied", "Request has expired", {
    "X-Amz-Expires": String(lifetime / 1000),
    Expires: isoSeconds(signedAt + lifetime),
    ServerTime: isoSeconds(now),
  });
}

function shown(
  { stringToSign, canonicalRequest }: Pick<Calculation, "stringToSign"> & Partial<Calculation>,
  accessKeyId: string,
  signature: string,
): Record<string, string> {
  return {
    AWSAccessKeyId: accessKeyId,
    StringToSign: stringToSign,
    SignatureProvided: signature,
    StringToSignBytes: bytesOf(stringToSign),
    // Policies and chunks have no canonical request.
    ...(canonicalRequest !== undefined && {
      CanonicalRequest: canonicalRequest,
      CanonicalRequestBytes: bytesOf(canonicalRequest),
    }),
  };
}

/** `41 57 53 34` */
function bytesOf(text: string): string {
  return Buffer.from(text)
    .toString("hex")
    .replace(/..(?=.)/g, "$& ");
}
