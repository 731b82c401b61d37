import { AwsError } from "../../../runtime/errors.js";
import { describeBroken } from "../../../shared/constraints.js";
import { validationError } from "../errors.js";

const noSuchEntity = (message: string) => new AwsError("NoSuchEntity", message);

export const loginProfileNotFound = (user: string) =>
  noSuchEntity(`Login Profile for User ${user} cannot be found.`);
/** Reading the password policy of an account without one. */
export const passwordPolicyNotFound = (account: string) =>
  noSuchEntity(`The Password Policy with domain name ${account} cannot be found.`);
/** Deleting the password policy of an account without one, which has another message. */
export const passwordPolicyNotDeleted = () =>
  noSuchEntity("The account policy with name PasswordPolicy cannot be found.");
export const publicKeyNotFound = (id: string) =>
  noSuchEntity(`The Public Key with id ${id} cannot be found.`);
export const certificateNotFound = (id: string) =>
  noSuchEntity(`The Certificate with id ${id} cannot be found.`);
export const serviceCredentialNotFound = (id: string) => noSuchEntity(`No such credential ${id} exists`);
export const mfaDeviceNotFound = (serialNumber: string) =>
  noSuchEntity(`MFA Device with serial number ${serialNumber} does not exist.`);

const entityAlreadyExists = (message: string) => new AwsError("EntityAlreadyExists", message);

export const loginProfileExists = (user: string) =>
  entityAlreadyExists(`Login Profile for user ${user} already exists.`);
export const virtualDeviceExists = () => entityAlreadyExists("MFA device already exists.");
export const deviceInUse = () => entityAlreadyExists("MFA Device is already in use.");

export const virtualDeviceInUse = () =>
  new AwsError("DeleteConflict", "MFA VirtualDevice in use. Must deactivate first.");
export const codesNotConsecutive = () =>
  new AwsError("InvalidAuthenticationCode", "Authentication code for device is not valid.");

export const passwordMissing = () =>
  validationError(describeBroken([{ value: "", path: "password", constraint: { kind: "required" } }]));
export const weakPassword = () =>
  new AwsError("PasswordPolicyViolation", "Password does not conform to the account password policy.");
export const wrongPassword = () =>
  new AwsError("AccessDenied", "The old password was incorrect.", { status: 403 });
export const notAUser = () => new AwsError("InvalidUserType", "Only IAM Users can change their own password");

export const malformedSigningCertificate = (body: string) =>
  new AwsError("MalformedCertificate", `Certificate ${body} is malformed.`);
export const duplicateCertificate = () =>
  new AwsError("DuplicateCertificate", "The certificate is already associated with a user of the account.");

export const invalidPublicKey = () =>
  new AwsError("InvalidPublicKey", "Public key must be an RSA key of at least 2048 bits.");
/** AWS's message for an upload that is neither in the SSH format nor PEM. */
export const unreadablePublicKey = () =>
  new AwsError("UnrecognizedPublicKeyEncoding", "Invalid public key uploaded.");
export const duplicatePublicKey = () =>
  new AwsError("DuplicateSSHPublicKey", "The SSH public key is already associated with the user.");

export const serviceNotSupported = (service: string) =>
  new AwsError(
    "NotSupportedService",
    `No such service ${service} is supported by Service Specific Credentials`,
  );

/** AWS's error without a message. */
export const reportNotPresent = () => new AwsError("ReportNotPresent", "");
