import { AwsError } from "../../../runtime/errors.js";
import { entityTooLarge, invalidParameter, resourceConflict, resourceNotFound } from "./requests.js";

export const codeMissing = () => invalidParameter("Please provide a source for function code.");

export const onlyZipFile = () =>
  invalidParameter("Please do not provide other FunctionCode parameters when providing a ZipFile.");

export const s3BucketAndKey = () =>
  invalidParameter("S3 Bucket and Key are required for uploading with S3 parameters.");

export const s3GetFailed = (code: string, message: string) =>
  invalidParameter(`Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`);

export const notAZip = () =>
  invalidParameter("Could not unzip uploaded file. Please check your file, then try to upload again.");

export const emptyZip = () => invalidParameter("Uploaded file must be a non-empty zip");

export const zipTooLarge = () => entityTooLarge("Zipped size must be smaller than 52428800 bytes");

export const unzippedTooLarge = () => invalidParameter("Unzipped size must be smaller than 262144000 bytes");

export const imageUriForImage = () =>
  invalidParameter("Please provide ImageUri when updating a function with packageType Image.");

export const noImageUriForZip = () =>
  invalidParameter("Please don't provide ImageUri when updating a function with packageType Zip.");

export const imageMissing = (uri: string) =>
  invalidParameter(`Source image ${uri} does not exist. Provide a valid source image.`);

export const imageUriInvalid = (uri: string) =>
  invalidParameter(`Source image ${uri} is not valid. Provide a valid source image.`);

/** Reading, changing or listing a configuration that does not exist. */
export const codeSigningConfigNotFound = (arn: string) =>
  resourceNotFound(`The Lambda code signing configuration ${arn} can not be found.`);

/** Assigning a configuration that does not exist to a function. */
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

export const layerVersionTooLow = () => invalidParameter("Layer Version Cannot be less than 1");

export const layerVersionMissing = (arn: string) => resourceNotFound(`Layer version ${arn} does not exist.`);
