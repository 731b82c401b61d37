import type { Context } from "../../../runtime/context.js";
import { imageNotFound } from "../errors/images.js";
import type { ImageFailure, ImageFailureCode, ImageIdentifier } from "../generated/types.js";
import type { ImageRow } from "../state/images.js";
import { imageOf, taggedImage } from "./store.js";

const DIGEST = /^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/;
/** Docker's rule for tags. */
export const IMAGE_TAG = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}$/;

/** The result for one of many identifiers: its image, or a failure. */
export type Resolved =
  | { readonly image: ImageRow; readonly failure?: undefined }
  | { readonly failure: ImageFailure; readonly image?: undefined };

/** Finds the image of one of many identifiers; a missing image is a failure in the results. */
export function resolveImage(ctx: Context, repositoryName: string, id: ImageIdentifier): Resolved {
  const { imageDigest, imageTag } = id;
  if (imageDigest === undefined && imageTag === undefined) {
    return missed(
      id,
      "MissingDigestAndTag",
      "Invalid request parameters: both tag and digest cannot be null",
    );
  }
  if (imageDigest !== undefined && !DIGEST.test(imageDigest)) {
    const reason = "image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'";
    return missed(id, "InvalidImageDigest", `Invalid request parameters: ${reason}`);
  }
  if (imageTag !== undefined && !IMAGE_TAG.test(imageTag)) {
    const reason = "image tag should satisfy the regex '[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}'";
    return missed(id, "InvalidImageTag", `Invalid request parameters: ${reason}`);
  }
  const image = imageTag === undefined ? undefined : taggedImage(ctx, repositoryName, imageTag);
  const found = imageTag === undefined ? imageOf(ctx, repositoryName, imageDigest ?? "") : image;
  if (!found) return missed(id, "ImageNotFound", "Requested image not found");
  if (imageDigest !== undefined && found.digest !== imageDigest) {
    const reason = "Invalid request parameters: given tag does not map to the given digest";
    return missed(id, "ImageTagDoesNotMatchDigest", reason);
  }
  return { image: found };
}

/**
 * The image of a request.
 *
 * @throws ImageNotFoundException
 */
export function findImage(ctx: Context, repositoryName: string, id: ImageIdentifier): ImageRow {
  const { image } = resolveImage(ctx, repositoryName, id);
  if (!image) throw imageNotFound(id, repositoryName, ctx);
  return image;
}

/** The identifier of an image in responses: its digest, and the requested tag. */
export function identifierOf({ digest }: ImageRow, tag: string | undefined): ImageIdentifier {
  return tag === undefined ? { imageDigest: digest } : { imageDigest: digest, imageTag: tag };
}

/** The identifiers of an image, one for each tag. */
export function identifiersOf(row: ImageRow): ImageIdentifier[] {
  return row.tags.length === 0
    ? [identifierOf(row, undefined)]
    : row.tags.map((tag) => identifierOf(row, tag));
}

function missed(imageId: ImageIdentifier, failureCode: ImageFailureCode, failureReason: string): Resolved {
  return { failure: { imageId, failureCode, failureReason } };
}
