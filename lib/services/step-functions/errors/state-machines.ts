import { AwsError } from "../../../runtime/errors.js";
import { conflict, validationException } from "./requests.js";

export const stateMachineDoesNotExist = (arn: string) =>
  new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);

export const stateMachineAlreadyExists = (arn: string) =>
  new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);

export const stateMachineDeleting = (arn: string) =>
  new AwsError("StateMachineDeleting", `State Machine Deleting: '${arn}'`);

export const stateMachineLimitExceeded = () =>
  new AwsError("StateMachineLimitExceeded", "The maximum number of state machines has been reached.");

/** @param problems `SCHEMA_VALIDATION_FAILED: … at /States/A`, joined */
export const invalidDefinition = (problems: string) =>
  new AwsError("InvalidDefinition", `Invalid State Machine Definition: '${problems}'`);

const accessDenied = (message: string) => new AwsError("AccessDeniedException", message);

export const roleCannotBeAssumed = () =>
  accessDenied(
    "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.",
  );

export const managedRuleDenied = (roleArn: string) =>
  accessDenied(`'${roleArn}' is not authorized to create managed-rule.`);

export const roleMayNotLog = () =>
  accessDenied("The state machine IAM Role is not authorized to access the Log Destination");

const invalidLogging = (message: string) =>
  new AwsError("InvalidLoggingConfiguration", `Invalid Logging Configuration: ${message}`);

export const notOneLogDestination = () => invalidLogging("Must specify exactly one Log Destination.");
export const noLogGroupArn = () => invalidLogging("Must set valid CloudWatch Log Group ARN.");
export const notLogGroupArn = () => invalidLogging("Provided ARN is not CloudWatch Logs Log Group ARN.");
export const unqualifiedLogGroupArn = () =>
  invalidLogging("Log Group ARN must be provided with '*' qualifier.");
export const logDestinationNotFound = () => invalidLogging("Log Destination not found.");

const invalidEncryption = (message: string) =>
  new AwsError("InvalidEncryptionConfiguration", `Invalid Encryption Configuration: ${message}`);

export const noKmsKey = () => invalidEncryption("Must set a valid kmsKeyId.");
export const kmsKeyOfOtherRegion = (region: string) => invalidEncryption(`Invalid arn ${region}`);

export const nothingToUpdate = () =>
  new AwsError(
    "MissingRequiredParameter",
    "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
  );

export const descriptionWithoutPublish = () =>
  validationException("Version description can only be set when publish is true");

/** Operations that reject the ARN of a version, alias or Map state. */
export const qualifiedArn = () =>
  validationException("The state machine ARN must not be qualified with a version, an alias or a label.");

export const otherRevision = (given: string, current: string) =>
  conflict(
    `Failed to publish the State Machine version for revision ${given}. The current State Machine revision is ${current}.`,
  );

export const versionReferenced = (aliases: readonly string[]) =>
  conflict(
    `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${aliases.join(", ")}]`,
  );

export const aliasExists = () =>
  conflict(
    "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
  );

const invalidRouting = (message: string) => validationException(message, "INVALID_ROUTING_CONFIGURATION");

export const weightsNotWhole = (weights: readonly number[]) =>
  invalidRouting(`Sum of routing configuration weights must equal 100. Received: [${weights.join(", ")}]`);

export const versionsNotDistinct = (arns: readonly string[]) =>
  invalidRouting(
    `Routing configuration must contain distinct state machine version ARNs. Received: [${arns.join(", ")}]`,
  );

export const notVersions = (arns: readonly string[]) =>
  invalidRouting(
    `Routing configuration must contain state machine version ARNs. Received: [${arns.join(", ")}]`,
  );

/** The code is AWS's, the message is an assumption. */
export const versionsOfSeveralMachines = (arns: readonly string[]) =>
  invalidRouting(
    `Routing configuration must contain versions of one state machine. Received: [${arns.join(", ")}]`,
  );

/** The code is AWS's, the message is an assumption. */
export const nothingToUpdateInAlias = () =>
  validationException(
    "Either the description or the RoutingConfiguration must be specified",
    "MISSING_REQUIRED_PARAMETER",
  );
