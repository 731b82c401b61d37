import { invalidParameter, resourceConflict, resourceNotFound } from "./base.js";

/** The two spaces are AWS's. */
export const urlExists = (arn: string) =>
  resourceConflict(
    `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  );

export const urlFunctionMissing = () => resourceNotFound("Function does not exist");

export const corsWildcardMixed = (member: string) =>
  invalidParameter(
    `You can't specify additional fields for ${member} because you already specified the wildcard character (*).`,
  );
