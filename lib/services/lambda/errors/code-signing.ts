import { AwsError } from "../../../runtime/errors.js";
import { invalidParameter, resourceConflict, resourceNotFound } from "./base.js";

/** Reading, changing or listing a configuration that does not exist. */
export const codeSigningConfigNotFound = (arn: string) =>
  resourceNotFound(`The Lambda code signing configuration ${arn} can not be found.`);

/** Giving a function a configuration that does not exist. */
export const codeSigningConfigMissing = (arn: string) =>
  new AwsError(
    "CodeSigningConfigNotFoundException",
    `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${arn}.`,
  );

/** The code is documented; the message is not confirmed. */
export const codeSigningConfigInUse = (arn: string) =>
  resourceConflict(
    `The code signing configuration ${arn} cannot be deleted because it is in use by one or more functions.`,
  );

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html; the message is not confirmed. */
export const codeSigningOfImage = () =>
  invalidParameter("Code signing is not supported for functions created with container images.");
