import type { Context } from "../../runtime/context.js";
import type { ImageRow } from "./state/images.js";

/**
 * Emits a push or deletion of an image to the default bus, once for each of its tags.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export function emitImageAction(
  ctx: Context,
  action: "PUSH" | "DELETE",
  { repositoryName, digest, mediaType }: Pick<ImageRow, "repositoryName" | "digest" | "mediaType">,
  tags: readonly string[],
): void {
  const { eventBuses } = ctx.ports;
  // Creates events only if a rule can receive them.
  if (!eventBuses?.hasListeners(ctx)) return;
  for (const tag of tags.length === 0 ? [undefined] : tags) {
    eventBuses.emit(ctx, {
      source: "aws.ecr",
      detailType: "ECR Image Action",
      resources: [],
      detail: {
        result: "SUCCESS",
        "repository-name": repositoryName,
        "image-digest": digest,
        "action-type": action,
        ...(tag !== undefined && { "image-tag": tag }),
        "manifest-media-type": mediaType,
      },
    });
  }
}
