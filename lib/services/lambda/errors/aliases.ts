import { invalidParameter, resourceConflict, resourceNotFound } from "./base.js";

export const aliasExists = (arn: string) => resourceConflict(`Alias already exists: ${arn}`);

export const aliasNotFound = (arn: string) => resourceNotFound(`Cannot find alias arn: ${arn}`);

/** UpdateAlias has words of its own. */
export const updatedAliasNotFound = (arn: string) => resourceNotFound(`Alias not found: ${arn}`);

export const tooManyWeights = () =>
  invalidParameter("Number of items in AdditionalVersionWeights cannot be greater than 1");

export const sameVersionTwice = (version: string) =>
  invalidParameter(
    `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
  );

export const latestWithWeights = () =>
  invalidParameter("$LATEST is not supported for an alias pointing to more than 1 version");
