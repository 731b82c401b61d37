import { type Denial, denialMessage } from "../../authorization/denial.js";
import { AwsError } from "../../runtime/errors.js";

export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message, { status: 400 });
}

export const roleArnInvalid = (arn: string) => validationError(`${arn} is invalid`);

export const chainedSessionTooLong = () =>
  validationError(
    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
  );

export const sessionTooLong = () =>
  validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

export const malformedPolicy = (message: string) =>
  new AwsError("MalformedPolicyDocument", message, { status: 400 });

/** The text is not verified on AWS. */
export const packedPolicyTooLarge = (percent: number) =>
  new AwsError(
    "PackedPolicyTooLarge",
    `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );

const invalidParameterValue = (message: string) =>
  new AwsError("InvalidParameterValue", message, { status: 400 });

export const duplicateTagKeys = () =>
  invalidParameterValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

export const transitiveTagMissing = () =>
  invalidParameterValue("The specified transitive tag key must be included in the requested tags.");

export const transitiveTagConflict = () =>
  invalidParameterValue(
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
  );

export const sessionCredentialsRefused = (operation: string) =>
  new AwsError("AccessDenied", `Cannot call ${operation} with session credentials`, { status: 403 });

const invalidIdentityToken = (message: string) => new AwsError("InvalidIdentityToken", message);

const expiredToken = (message: string) => new AwsError("ExpiredTokenException", message);

export const notAJwt = () =>
  invalidIdentityToken(
    "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
  );

export const tokenExpired = (now: Date, expiry: Date) =>
  expiredToken(
    `Token expired: current date/time ${Math.floor(now.getTime() / 1000)} must be before the expiration date/time ${Math.floor(expiry.getTime() / 1000)}`,
  );

export const noOidcProvider = (issuer: string) =>
  invalidIdentityToken(`No OpenIDConnect provider found in your account for https://${issuer}`);

export const audienceNotRegistered = () => invalidIdentityToken("Incorrect token audience");

/** STS returns the error of the service that reads responses and metadata. */
const discoveryFault = (message: string, code: string, requestId: string) =>
  invalidIdentityToken(
    `${message} (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
  );

export const unreadableResponse = (requestId: string) =>
  discoveryFault("Invalid base64 SAMLResponse", "AuthSamlInvalidSamlResponseException", requestId);

export const otherIssuer = (requestId: string) =>
  discoveryFault(
    "Issuer not present in specified provider",
    "AuthSamlInvalidSamlResponseException",
    requestId,
  );

export const noSamlProvider = (requestId: string) =>
  discoveryFault("Specified provider doesn't exist", "AuthSamlManifestNotFoundException", requestId);

export const audienceMissing = () => invalidIdentityToken("Response does not contain the required audience.");

export const sessionNameMissing = () => invalidIdentityToken("RoleSessionName is required in AuthnResponse");

export const sessionNameInvalid = () =>
  invalidIdentityToken("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}");

export const invalidSourceIdentity = () =>
  invalidIdentityToken('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"');

export const responseExpired = () => expiredToken("Response has expired");

export const responseTooOld = () => expiredToken("Token must be redeemed within 5 minutes of issuance");

/** AWS documents only the code; the message is not verified. */
export const idpRejected = () =>
  new AwsError("IDPRejectedClaim", "The identity provider reported that authentication failed.", {
    status: 403,
  });

/** Does not reveal which policy denies a federated user. */
export const notAuthorized = (action: string) =>
  new AwsError("AccessDenied", `Not authorized to perform ${action}`, { status: 403 });

/**
 * Does not reveal why a role cannot be assumed, nor whether it exists. The text for credentials that cannot be used for the
 * operation is not verified on AWS, except that of the operations that issue tokens.
 */
export function accessDenied(denial: Denial): AwsError {
  const { requirement, decision } = denial;
  const isLimited = decision.reason.kind === "credentials";
  const operation = requirement.action.slice("sts:".length);
  if (isLimited && /^Get(Session|Federation)Token$/.test(operation))
    return sessionCredentialsRefused(operation);
  const whole = denialMessage(denial);
  const message =
    requirement.trust || isLimited ? whole.replace(/ (because|with an explicit deny in) .*$/s, "") : whole;
  return new AwsError("AccessDenied", message, { status: 403 });
}
