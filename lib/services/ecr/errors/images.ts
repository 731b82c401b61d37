import { AwsError } from "../../../runtime/errors.js";
import type { AccountRegion } from "../../../runtime/store/store.js";
import type { ImageIdentifier } from "../generated/types.js";
import { invalidParameter, limitExceeded, repositoryIn } from "./requests.js";

/** DescribeImages and the scans fail as a whole; AWS prints `null` for the missing part of the identifier. */
export const imageNotFound = (id: ImageIdentifier, name: string, { account }: AccountRegion) =>
  new AwsError(
    "ImageNotFoundException",
    `The image with imageId ${shown(id)} does not exist within the repository with name '${name}' in the registry with id '${account}'`,
  );

/** The repository already has this image with this tag. */
export const imageAlreadyExists = (
  digest: string,
  tag: string | undefined,
  name: string,
  { account }: AccountRegion,
) =>
  new AwsError(
    "ImageAlreadyExistsException",
    `Image with digest '${digest}' and tag '${tag ?? null}' already exists in the repository with name '${name}' in registry with id '${account}'`,
  );

/** Another image has this immutable tag. */
export const imageTagAlreadyExists = (tag: string, name: string) =>
  new AwsError(
    "ImageTagAlreadyExistsException",
    `The image tag '${tag}' already exists in the '${name}' repository and cannot be overwritten because the tag is immutable.`,
  );

/** `imageDigest` of PutImage differs from the digest of the manifest. */
export const digestDoesNotMatch = () =>
  new AwsError(
    "ImageDigestDoesNotMatchException",
    "The specified image digest does not match the digest that Amazon ECR calculated for the image.",
  );

/** Layers in the manifest were not uploaded. */
export const layersRequired = (digests: readonly string[], name: string, { account }: AccountRegion) =>
  new AwsError(
    "LayersNotFoundException",
    `Layers with digests '[${digests.join(", ")}]' required for pushing image into repository with name '${name}' in the registry with id '${account}' do not exist`,
  );

/** Manifests in the manifest list do not exist. */
export const imagesRequired = (digests: readonly string[], name: string, { account }: AccountRegion) =>
  new AwsError(
    "ReferencedImagesNotFoundException",
    `Images with digests '[${digests.join(", ")}]' required for pushing image into repository with name '${name}' in the registry with id '${account}' do not exist`,
  );

export const manifestNotJson = () => invalidParameter("ImageManifest", "Invalid JSON syntax");

export const tooManyImageTags = () =>
  limitExceeded("The image already has the maximum number of tags: 1000. Delete some of them and try again.");

/** The image was not scanned. */
export const scanNotFound = ({ imageDigest, imageTag }: ImageIdentifier, name: string, at: AccountRegion) =>
  new AwsError(
    "ScanNotFoundException",
    `Image scan does not exist for the image with '${shown({ imageDigest, imageTag })}' in ${repositoryIn(name, at)}`,
  );

/** An image can be scanned once in 24 hours, including the scan on push. */
export const scanQuotaExceeded = () =>
  limitExceeded("The scan quota per image has been exceeded. Wait and try again.");

/** Manifest lists and other artifacts cannot be scanned. */
export const unsupportedImageType = (mediaType: string) =>
  new AwsError(
    "UnsupportedImageTypeException",
    `The image of media type '${mediaType}' is not supported for scanning.`,
  );

export const imageArchived = () =>
  new AwsError("ImageArchivedException", "The specified image is archived and cannot be scanned.");

function shown({ imageDigest, imageTag }: ImageIdentifier): string {
  return `{imageDigest:'${imageDigest ?? null}', imageTag:'${imageTag ?? null}'}`;
}
