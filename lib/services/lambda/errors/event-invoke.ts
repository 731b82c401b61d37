import type { DestinationConfig } from "../generated/types.js";
import { invalidParameter, resourceNotFound } from "./base.js";

export const nothingConfigured = () =>
  invalidParameter("You must specify at least one of error handling or destination setting.");

export const functionDoesNotExist = () => resourceNotFound("The function doesn't exist.");

export const noEventInvokeConfig = (arn: string) =>
  resourceNotFound(`The function ${arn} doesn't have an EventInvokeConfig`);

export const destinationMissing = (arn: string) => invalidParameter(`The destination ARN ${arn} is invalid.`);

export const destinationIsSelf = () =>
  invalidParameter("You can't specify the function as a destination for itself.");

/** Printed as Java prints the request's object. */
export const destinationUnsupported = ({ OnSuccess, OnFailure }: DestinationConfig) => {
  const success = OnSuccess ? `OnSuccess(destination=${OnSuccess.Destination ?? ""})` : "null";
  const failure = OnFailure ? `OnFailure(destination=${OnFailure.Destination ?? ""})` : "null";
  return invalidParameter(
    `The provided destination config DestinationConfig(onSuccess=${success}, onFailure=${failure}) is invalid.`,
  );
};
