import { AwsError } from "../../../runtime/errors.js";
import type { AccountRegion } from "../../../runtime/store/store.js";
import { repositoryIn } from "./requests.js";

/** The repository has no upload with this id: it does not exist, or is completed. */
export const uploadNotFound = (uploadId: string, name: string, { account }: AccountRegion) =>
  new AwsError(
    "UploadNotFoundException",
    `The upload with id '${uploadId}' could not be found in the repository with name '${name}' in the registry with id '${account}'`,
  );

/** The part does not follow the previous one, or has another length than declared. */
export const invalidLayerPart = (
  upload: { registryId: string; repositoryName: string; uploadId: string },
  lastValidByteReceived: number,
) =>
  new AwsError(
    "InvalidLayerPartException",
    "The layer part size is not valid, or the first byte specified is not consecutive to the last byte of a previous layer part upload.",
    { members: { ...upload, lastValidByteReceived } },
  );

export const emptyUpload = () =>
  new AwsError("EmptyUploadException", "The specified layer upload does not contain any layer parts.");

/** The uploaded bytes have another digest. */
export const invalidLayer = () =>
  new AwsError(
    "InvalidLayerException",
    "The layer digest calculation performed by Amazon ECR upon receipt of the image layer does not match the digest specified.",
  );

/** Only the last part may be small. */
export const layerPartTooSmall = () =>
  new AwsError("LayerPartTooSmallException", "Layer parts must be at least 5 MiB in size.");

export const layerAlreadyExists = (digest: string, name: string, at: AccountRegion) =>
  new AwsError(
    "LayerAlreadyExistsException",
    `The layer with digest '${digest}' already exists in ${repositoryIn(name, at)}`,
  );

export const layerNotFound = (digest: string, name: string, at: AccountRegion) =>
  new AwsError(
    "LayersNotFoundException",
    `The layer with digest '${digest}' does not exist in ${repositoryIn(name, at)}`,
  );
