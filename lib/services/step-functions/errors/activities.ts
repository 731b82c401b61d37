import { AwsError } from "../../../runtime/errors.js";

export const activityDoesNotExist = (arn: string) =>
  new AwsError("ActivityDoesNotExist", `Activity Does Not Exist: '${arn}'`);

/** The same name with another encryption configuration. */
export const activityAlreadyExists = (arn: string) =>
  new AwsError("ActivityAlreadyExists", `Activity Already Exists: '${arn}'`);

export const activityLimitExceeded = () =>
  new AwsError("ActivityLimitExceeded", "The maximum number of activities has been reached.");
