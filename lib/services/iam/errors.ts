import { type Denial, denialMessage } from "../../authorization/denial.js";
import { AwsError } from "../../runtime/errors.js";
import type { BrokenConstraint } from "../../shared/constraints.js";

/** IAM does not recognise temporary credentials that cannot call it: https://github.com/99designs/aws-vault/issues/15 */
export function deniedError(denial: Denial): AwsError {
  return denial.decision.reason.kind === "credentials"
    ? new AwsError("InvalidClientTokenId", "The security token included in the request is invalid", {
        status: 403,
      })
    : new AwsError("AccessDenied", denialMessage(denial), { status: 403 });
}

/** IAM never repeats an invalid value: `Value at 'roleName' failed …`. */
export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message.replace(/Value '[^']*' at '/gs, "Value at '"), {
    status: 400,
  });
}

/** Names whose characters IAM validates with its own error, after the constraints of the model. */
const PLAIN_NAME = /^((new)?(user|group)|role|policy|instanceProfile)Name$/i;

/**
 * Input that breaks constraints of the model. IAM has another message if only the characters of a path or
 * name are invalid.
 */
export function constraintError(message: string, { path, constraint }: BrokenConstraint): AwsError {
  const isAlone = message.startsWith("1 validation error ");
  if (!isAlone || constraint.kind !== "pattern") return validationError(message);
  if (/^(newP|p)ath$/.test(path))
    return validationError(
      `The specified value for ${path} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
    );
  if (PLAIN_NAME.test(path))
    return validationError(
      `The specified value for ${path} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
  return validationError(message);
}

export const invalidMarker = () => validationError("Invalid Marker.");
export const invalidArn = () => validationError("Invalid ARN:  Could not be parsed!");
export const userNameNeeded = () =>
  validationError("Must specify userName when calling with non-User credentials");

const noSuchEntity = (message: string) => new AwsError("NoSuchEntity", message);

/** @param noun `role`, `user` or `group` */
export const principalNotFound = (noun: string, name: string) =>
  noSuchEntity(`The ${noun} with name ${name} cannot be found.`);
export const inlinePolicyNotFound = (noun: string, name: string) =>
  noSuchEntity(`The ${noun} policy with name ${name} cannot be found.`);
export const policyNotFound = (arn: string) => noSuchEntity(`Policy ${arn} was not found.`);
export const policyNotAttachable = (arn: string) =>
  noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
export const serviceRolePolicy = () =>
  new AwsError("PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.");
export const boundaryNotAttachable = (arn: string) =>
  noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
export const versionNotFound = (arn: string, version: string) =>
  noSuchEntity(`Policy ${arn} version ${version} does not exist or is not attachable.`);
export const instanceProfileNotFound = (name: string) =>
  noSuchEntity(`Instance Profile ${name} cannot be found.`);
export const accessKeyNotFound = (id: string) =>
  noSuchEntity(`The Access Key with id ${id} cannot be found.`);
export const aliasNotFound = (alias: string) =>
  noSuchEntity(`The account alias with name ${alias} cannot be found.`);
export const oidcProviderNotFound = (arn: string) =>
  noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
export const samlProviderNotFound = (arn: string) => noSuchEntity(`Manifest not found for arn ${arn}`);
export const privateKeyNotFound = (id: string) => noSuchEntity(`Private key not found for key id ${id}`);
export const serverCertificateNotFound = (name: string) =>
  noSuchEntity(`The Server Certificate with name ${name} cannot be found.`);
export const deletionNotFound = (id: string) => noSuchEntity(`Deletion task ${id} cannot be found.`);
export const roleNotInProfile = (role: string, profile: string) =>
  noSuchEntity(`The role with name ${role} is not in the instance profile ${profile}.`);

const entityAlreadyExists = (message: string) => new AwsError("EntityAlreadyExists", message);

/** @param noun `Role`, `User` or `Group` */
export const principalExists = (noun: string, name: string) =>
  entityAlreadyExists(`${noun} with name ${name} already exists.`);
export const policyExists = (name: string) =>
  entityAlreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
export const instanceProfileExists = (name: string) =>
  entityAlreadyExists(`Instance Profile ${name} already exists.`);
export const aliasExists = (alias: string) =>
  entityAlreadyExists(`The account alias ${alias} already exists.`);
export const oidcProviderExists = (url: string) =>
  entityAlreadyExists(`Provider with url ${url} already exists.`);

export const samlProviderExists = (name: string) =>
  entityAlreadyExists(`SAMLProvider with name ${name} already exists.`);
export const serverCertificateExists = (name: string) =>
  entityAlreadyExists(`The Server Certificate with name ${name} already exists.`);

const malformedCertificate = (message: string) => new AwsError("MalformedCertificate", message);

export const unreadableCertificate = () =>
  malformedCertificate("Unable to parse certificate. Please ensure the certificate is in PEM format.");
export const unreadablePrivateKey = () =>
  malformedCertificate("Unable to parse private key. Please ensure the private key is in PEM format.");
/** @param at the index within the chain of the certificate that breaks it, -1 for the one that the chain is for */
export const brokenChain = (at: number) =>
  malformedCertificate(
    `Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${at}`,
  );
export const keyPairMismatch = () =>
  new AwsError("KeyPairMismatch", "The public key certificate and the private key do not match.");

const deleteConflict = (message: string) => new AwsError("DeleteConflict", message);

/** @param must `detach all policies`, … */
export const stillReferenced = (must: string) => deleteConflict(`Cannot delete entity, must ${must} first.`);
export const policyIsAttached = () => deleteConflict("Cannot delete a policy attached to entities.");
export const policyHasVersions = () =>
  deleteConflict(
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
  );
export const versionIsDefault = () => deleteConflict("Cannot delete the default version of a policy.");

export const malformedPolicy = (message: string) => new AwsError("MalformedPolicyDocument", message);

const limitExceeded = (message: string) => new AwsError("LimitExceeded", message);

/** @param quota `PoliciesPerRole` */
export const quotaExceeded = (quota: string, most: number) =>
  limitExceeded(`Cannot exceed quota for ${quota}: ${most}`);
export const inlinePoliciesTooLarge = (noun: string, name: string, most: number) =>
  limitExceeded(`Maximum policy size of ${most} bytes exceeded for ${noun} ${name}`);
export const tooManyVersions = () =>
  limitExceeded(
    "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
  );

export const invalidInput = (message: string) => new AwsError("InvalidInput", message);

export const duplicateTagKeys = () =>
  invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
export const serviceRoleTaken = (name: string) =>
  invalidInput(`Service role name ${name} has been taken in this account, please try a different suffix.`);
export const suffixNotAllowed = (service: string) =>
  invalidInput(`Custom suffix is not allowed for ${service}`);
export const unreadableMetadata = () => invalidInput("Could not parse metadata");
export const invalidUrl = () => validationError("Invalid Open ID Connect Provider URL");

export const roleNameReserved = (name: string) =>
  validationError(`The role name ${name} is reserved for AWS use`);

export const protectedRole = (name: string) =>
  new AwsError(
    "UnmodifiableEntity",
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  );

/** AWS managed policies cannot be changed. */
export const accessDenied = (caller: string, action: string, arn: string) =>
  new AwsError(
    "AccessDenied",
    `User: ${caller} is not authorized to perform: iam:${action} on resource: policy ${arn}`,
    { status: 403 },
  );
