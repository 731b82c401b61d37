import { AwsError } from "../../../runtime/errors.js";
import type { AccountRegion } from "../../../runtime/store/store.js";

/** An invalid member. `constraint` is quoted, as in ECR. */
export const invalidParameter = (member: string, constraint: string) =>
  new AwsError(
    "InvalidParameterException",
    `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
  );

/** The error of newer operations for a request that the registry's settings do not allow. */
export const validationException = (message: string) => new AwsError("ValidationException", message);

/** A `nextToken` that the listing did not return. */
export const invalidToken = () => invalidParameter("nextToken", "Invalid token");

/** A quota is exceeded. */
export const limitExceeded = (message: string) => new AwsError("LimitExceededException", message);

/** A repository in ECR's messages. */
export function repositoryIn(name: string, { account }: AccountRegion): string {
  return `the repository with name '${name}' in the registry with id '${account}'`;
}
