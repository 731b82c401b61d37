import { AwsError } from "../../../runtime/errors.js";
import type { AccountRegion } from "../../../runtime/store/store.js";

/** A member whose value ECR does not take. `constraint` is put in quotes, as ECR does. */
export const invalidParameter = (member: string, constraint: string) =>
  new AwsError(
    "InvalidParameterException",
    `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
  );

/** What ECR's newer operations answer to a request that the registry's settings do not allow. */
export const validationException = (message: string) => new AwsError("ValidationException", message);

/** A `nextToken` that the listing never gave. */
export const invalidToken = () => invalidParameter("nextToken", "Invalid token");

/** A quota is used up. */
export const limitExceeded = (message: string) => new AwsError("LimitExceededException", message);

/** How ECR's messages name a repository. */
export function repositoryIn(name: string, { account }: AccountRegion): string {
  return `the repository with name '${name}' in the registry with id '${account}'`;
}
