import type { Context } from "../../runtime/context.js";
import { createRepositoryFor } from "./creation-templates.js";
import { putManifest } from "./images/put.js";
import { imageOf } from "./images/store.js";
import { sha256 } from "./layers.js";
import { findRepository } from "./repositories.js";
import type { ImageRow } from "./state/images.js";
import { LAYERS } from "./state/layers.js";
import { inRepository, REPOSITORIES } from "./state/repositories.js";

const OCI = "application/vnd.oci.image";

/**
 * Pushes an image of one tiny layer, as `docker push` does. A missing repository is created by the template
 * for its name.
 *
 * @param content of the layer: equal content is the same image.
 */
export function pushImage(at: Context, repositoryName: string, tag: string, content: string): ImageRow {
  if (!at.table(REPOSITORIES).has(repositoryName)) createRepositoryFor(at, repositoryName, "CREATE_ON_PUSH");
  const found = findRepository(at, { repositoryName });
  const layer = keepBlob(at, repositoryName, content, `${OCI}.layer.v1.tar`);
  const configuration = JSON.stringify({
    architecture: "amd64",
    os: "linux",
    config: {},
    rootfs: { type: "layers", diff_ids: [layer.digest] },
  });
  const config = keepBlob(at, repositoryName, configuration, `${OCI}.config.v1+json`);
  const mediaType = `${OCI}.manifest.v1+json`;
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [layer] });
  const known = imageOf(at, repositoryName, sha256(imageManifest));
  // For Docker, pushing an existing image again is not an error.
  if (known?.tags.includes(tag)) return known;
  return putManifest(found, { repositoryName, imageManifest, imageTag: tag });
}

/** Stores bytes as an uploaded layer, and returns its descriptor. */
function keepBlob(at: Context, repositoryName: string, text: string, mediaType: string) {
  const bytes = Buffer.from(text);
  const digest = sha256(bytes);
  at.table(LAYERS).put(inRepository(repositoryName, digest), { repositoryName, digest, bytes, mediaType });
  return { mediaType, digest, size: bytes.length };
}
