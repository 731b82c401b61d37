import type { Context } from "../../../runtime/context.js";
import { emitImageAction } from "../emitted-events.js";
import type { ImageFailure, ImageIdentifier } from "../generated/types.js";
import { requestEvaluation } from "../lifecycle/evaluate.js";
import type { ImageRow } from "../state/images.js";
import { identifierOf, identifiersOf, resolveImage } from "./identifiers.js";
import { imageOf, manifestListsOf, removeImage, untagImage } from "./store.js";

/** The results of BatchDeleteImage. */
export interface Deletions {
  readonly imageIds: ImageIdentifier[];
  readonly failures: ImageFailure[];
}

/**
 * Deletes images by digest, and tags by tag; an image is deleted with its last tag. Manifest lists are
 * deleted first, so that a list and its images can be deleted together.
 */
export function deleteImages(
  at: Context,
  repositoryName: string,
  ids: readonly ImageIdentifier[],
): Deletions {
  const resolved = ids.map((id) => ({ id, ...resolveImage(at, repositoryName, id) }));
  const deletions: Deletions = { imageIds: [], failures: resolved.flatMap(({ failure }) => failure ?? []) };
  const targets = resolved.flatMap(({ id, image }) => (image ? { id, image } : []));
  targets.sort((a, b) => b.image.children.length - a.image.children.length);
  for (const { id, image } of targets) {
    // An earlier identifier may have deleted the same image or tag.
    const current = imageOf(at, repositoryName, image.digest);
    if (current) deleteOne(at, current, id, deletions);
  }
  requestEvaluation(at, repositoryName);
  return deletions;
}

function deleteOne(
  at: Context,
  image: ImageRow,
  id: ImageIdentifier,
  { imageIds, failures }: Deletions,
): void {
  const { imageTag } = id;
  if (imageTag !== undefined && !image.tags.includes(imageTag)) return;
  if (imageTag !== undefined && image.tags.length > 1) {
    untagImage(at, image, imageTag);
    imageIds.push(identifierOf(image, imageTag));
    emitImageAction(at, "DELETE", image, [imageTag]);
    return;
  }
  const lists = manifestListsOf(at, image);
  if (lists.length > 0) {
    const failureReason = `Requested image referenced by manifest list: [${lists.join(", ")}]`;
    failures.push({ imageId: id, failureCode: "ImageReferencedByManifestList", failureReason });
    return;
  }
  removeImage(at, image);
  imageIds.push(...identifiersOf(image));
  emitImageAction(at, "DELETE", image, image.tags);
}
