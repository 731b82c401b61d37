import { type Denial, denialMessage } from "../../../authorization/denial.js";
import { AwsError } from "../../../runtime/errors.js";

/** An invalid parameter: the most common error of SNS. */
export function invalidParameter(text: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: ${text}`);
}

/** Input that violates the model. */
export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message, { status: 400 });
}

export const notAnArn = (parameter: string, elements: number) =>
  invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${elements}`);

export const valueMissing = (parameter: string) =>
  invalidParameter(`${parameter} Reason: no value for required parameter`);

export const tokenInvalid = () => invalidParameter("NextToken");

export const attributeNameInvalid = () => invalidParameter("AttributeName");

const notFound = (message: string) => new AwsError("NotFound", message);

export const topicNotFound = () => notFound("Topic does not exist");
export const subscriptionNotFound = () => notFound("Subscription does not exist");
export const applicationNotFound = () => notFound("PlatformApplication does not exist");
export const endpointNotFound = () => notFound("Endpoint does not exist");

export const resourceNotFound = () => new AwsError("ResourceNotFound", "Resource does not exist");

export const authorizationError = (message: string) => new AwsError("AuthorizationError", message);

/** SNS writes the names of its actions in upper case. */
export function deniedError(denial: Denial): AwsError {
  return authorizationError(denialMessage(denial).replaceAll(" sns:", " SNS:"));
}
