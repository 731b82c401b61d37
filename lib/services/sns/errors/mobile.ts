import { AwsError } from "../../../runtime/errors.js";
import { invalidParameter } from "./parameters.js";

export const platformUnknown = (platform: string) =>
  invalidParameter(`Platform Reason: ${platform} is not supported`);
export const applicationNameInvalid = (name: string, reason: string) =>
  invalidParameter(`${name} Reason: ${reason}`);
export const principalWithoutCredential = () =>
  invalidParameter("Attributes Reason: PlatformPrincipal attribute provided without PlatformCredential");
export const credentialMissing = () =>
  invalidParameter("Attributes Reason: Platform credentials are required");
export const mobileAttributeInvalid = (name: string) =>
  invalidParameter(`Attributes Reason: Invalid attribute name: ${name}`);
export const endpointHasOtherAttributes = (arn: string) =>
  invalidParameter(
    `Token Reason: Endpoint ${arn} already exists with the same Token, but different attributes.`,
  );
export const userDataTooLong = () =>
  invalidParameter("CustomUserData Reason: must be at most 2048 bytes long in UTF-8 encoding");

export const smsAttributeUnknown = (name: string) =>
  new AwsError("InvalidParameter", `${name} is not a valid attribute`);
export const smsAttributeInvalid = (name: string) => new AwsError("InvalidParameter", `${name} is invalid`);
export const phoneNumberMalformed = () => invalidParameter("PhoneNumber Reason: input incorrectly formatted");

export const sandboxNumberNotFound = () =>
  new AwsError("ResourceNotFound", "The phone number is not in the SMS sandbox");
export const verificationFailed = () =>
  new AwsError("VerificationException", "The one-time password is wrong");
