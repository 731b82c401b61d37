import { AwsError } from "../../../runtime/errors.js";
import { describeBroken } from "../../../shared/constraints.js";
import { invalidParameter, resourceConflict, resourceNotFound } from "./base.js";

export const unrecognisedSource = () => invalidParameter("Unrecognized event source.");

/** Not ResourceNotFoundException: recorded. */
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
