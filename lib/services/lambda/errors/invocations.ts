import { AwsError } from "../../../runtime/errors.js";
import { describeBroken } from "../../../shared/constraints.js";
import type { DestinationConfig } from "../generated/types.js";
import { invalidParameter, resourceConflict, resourceNotFound } from "./requests.js";

export const unreservedTooLow = () =>
  invalidParameter(
    "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
  );

/** The leading and the double space are AWS's. */
export const reservedBelowProvisioned = (reserved: number, provisioned: number) =>
  invalidParameter(
    ` ReservedConcurrentExecutions  ${reserved} should not be lower than function's total provisioned concurrency [${provisioned}].`,
  );

export const provisionedOfLatest = () =>
  invalidParameter("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");

export const provisionedNeedsQualifier = () =>
  invalidParameter("The function resource provided must be an alias or a published version.");

export const provisionedNotFound = () =>
  new AwsError(
    "ProvisionedConcurrencyConfigNotFoundException",
    "No Provisioned Concurrency Config found for this function",
  );

export const versionHasProvisionedAlias = () =>
  resourceConflict("Version is pointed by a Provisioned Concurrency alias");

export const aliasOfProvisionedVersion = () =>
  resourceConflict(
    "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
  );

export const provisionedAboveReserved = () =>
  invalidParameter(
    "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
  );

export const provisionedAboveAccount = (unreserved: number) =>
  invalidParameter(
    `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${unreserved}].`,
  );

/** Why an invocation was throttled: the values of the model's `ThrottleReason`. */
export type ThrottleReason =
  | "ReservedFunctionConcurrentInvocationLimitExceeded"
  | "ConcurrentInvocationLimitExceeded"
  | "CallerRateLimitExceeded";

export const rateExceeded = (reason: ThrottleReason) =>
  new AwsError("TooManyRequestsException", "Rate Exceeded.", {
    members: { Reason: reason, retryAfterSeconds: "1" },
  });

export const nothingConfigured = () =>
  invalidParameter("You must specify at least one of error handling or destination setting.");

export const functionDoesNotExist = () => resourceNotFound("The function doesn't exist.");

export const noEventInvokeConfig = (arn: string) =>
  resourceNotFound(`The function ${arn} doesn't have an EventInvokeConfig`);

export const destinationMissing = (arn: string) => invalidParameter(`The destination ARN ${arn} is invalid.`);

export const destinationIsSelf = () =>
  invalidParameter("You can't specify the function as a destination for itself.");

/** Printed as Java prints the request object. */
export const destinationUnsupported = ({ OnSuccess, OnFailure }: DestinationConfig) => {
  const success = OnSuccess ? `OnSuccess(destination=${OnSuccess.Destination ?? ""})` : "null";
  const failure = OnFailure ? `OnFailure(destination=${OnFailure.Destination ?? ""})` : "null";
  return invalidParameter(
    `The provided destination config DestinationConfig(onSuccess=${success}, onFailure=${failure}) is invalid.`,
  );
};

export const unrecognisedSource = () => invalidParameter("Unrecognized event source.");

/** Not ResourceNotFoundException (recorded). */
export const mappedFunctionMissing = () => invalidParameter("Function does not exist");

export const startingPositionMissing = () =>
  invalidParameter(
    `${describeBroken([{ value: "null", path: "startingPosition", constraint: { kind: "required" } }])}.`,
  );

export const startingPositionUnsupported = (arn: string) =>
  invalidParameter(`Unsupported starting position for arn type: ${arn}`);

export const startingPositionOfQueue = () =>
  invalidParameter("StartingPosition is not valid for SQS event sources.");

export const timestampWithoutPosition = () =>
  invalidParameter("Timestamp only valid with StartingPosition AT_TIMESTAMP");

export const batchNeedsWindow = () =>
  invalidParameter(
    "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
  );

export const windowOfFifo = () => invalidParameter("Batching window is not supported for FIFO queues");

export const parameterUnsupported = (parameter: string) =>
  invalidParameter(`Unsupported ${parameter} parameter for given event source mapping type.`);

export const invalidFilter = () => invalidParameter("Invalid filter pattern definition.");

export const queueMissing = () =>
  invalidParameter(
    "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
  );

/** @param queue and what follows in seconds */
export const queueTimeoutTooShort = (queue: number, functionTimeout: number) =>
  invalidParameter(
    `Queue visibility timeout: ${queue} seconds is less than Function timeout: ${functionTimeout} seconds`,
  );

export const accessConfigurationMissing = () =>
  invalidParameter("Required 'sourceAccessConfigurations' parameter is missing.");

/** The spaces inside the parentheses are AWS's. */
export const queueMapped = (arn: string, functionName: string, uuid: string) =>
  resourceConflict(
    `An event source mapping with SQS arn (" ${arn} ") and function (" ${functionName} ") already exists. ` +
      `Please update or delete the existing mapping with UUID ${uuid}`,
  );

export const sourceMapped = (source: string, functionName: string, uuid: string) =>
  resourceConflict(
    `The event source arn (" ${source} ") and function (" ${functionName} ") provided mapping already exists. ` +
      `Please update or delete the existing mapping with UUID ${uuid}`,
  );

export const mappingInUse = (what: "update" | "delete") =>
  new AwsError("ResourceInUseException", `Cannot ${what} the event source mapping because it is in use.`);

export const taggedMappingMissing = (arn: string) =>
  resourceNotFound(`Event source mapping not found: ${arn}`);
