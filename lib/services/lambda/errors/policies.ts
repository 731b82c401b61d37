import { AwsError } from "../../../runtime/errors.js";
import { invalidParameter, resourceConflict, resourceNotFound } from "./base.js";

export const statementExists = (sid: string) =>
  resourceConflict(
    `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  );

export const principalInvalid = () =>
  invalidParameter("The provided principal was invalid. Please check the principal and try again.");

export const noPolicyForLatest = () =>
  invalidParameter("We currently do not support adding policies for $LATEST.");

/** What GetPolicy and several other reads answer for anything that is not there. */
export const resourceMissing = () => resourceNotFound("The resource you requested does not exist.");

export const noPolicyAssociated = () => resourceNotFound("No policy is associated with the given resource.");

export const noPolicyFound = (arn: string) => resourceNotFound(`No policy found for: ${arn}`);

export const statementNotFound = (sid: string) =>
  resourceNotFound(`Statement ${sid} is not found in resource policy.`);

export const policyTooLong = (size: number) =>
  new AwsError(
    "PolicyLengthExceededException",
    `The final policy size (${size}) is bigger than the limit (20480).`,
  );
