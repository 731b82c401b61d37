import { AwsError } from "../../../runtime/errors.js";
import { invalidParameter, notFound, validationException } from "./buses.js";

export const archiveNotFound = (name: string) => notFound(`Archive ${name} does not exist.`);
export const nothingToUpdate = () =>
  validationException("At least one of EventPattern, RetentionDays or Description must be provided.");

export const replayNotFound = (name: string) => notFound(`Replay ${name} does not exist.`);
export const replaySourceInvalid = (name: string) =>
  invalidParameter("EventSourceArn", `Archive ${name} does not exist.`);
export const replayEndsBeforeStart = () =>
  invalidParameter("EventEndTime", "EventStartTime must be before EventEndTime.");
export const replayOnOtherBus = () =>
  invalidParameter("Destination.Arn", "Cross event bus replay is not permitted.");
/** The text is not verified on AWS. */
export const replayNotActive = (name: string) =>
  new AwsError("IllegalStatusException", `Replay ${name} is not in a valid state for this operation.`);

export const connectionNotFound = (name: string) =>
  notFound(`Failed to describe the connection(s). Connection '${name}' does not exist.`);
export const apiDestinationNotFound = (name: string) =>
  notFound(`Failed to describe the api-destination(s). An api-destination '${name}' does not exist.`);
/** The text is not verified on AWS. */
export const authParametersMissing = (type: string) =>
  validationException(`Parameter(s) ${type} must be specified.`);
/** The text is not verified on AWS. */
export const listFilters = () =>
  validationException("At most one filter is allowed: use either NamePrefix, EventSourceArn or State.");
