import { AwsError } from "../../../runtime/errors.js";
import { invalidParameter, resourceConflict } from "./base.js";

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

/** Why an invocation was throttled: the reasons of the model's `ThrottleReason`. */
export type ThrottleReason =
  | "ReservedFunctionConcurrentInvocationLimitExceeded"
  | "ConcurrentInvocationLimitExceeded"
  | "CallerRateLimitExceeded";

export const rateExceeded = (reason: ThrottleReason) =>
  new AwsError("TooManyRequestsException", "Rate Exceeded.", {
    members: { Reason: reason, retryAfterSeconds: "1" },
  });
