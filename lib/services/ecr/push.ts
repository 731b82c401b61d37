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
 * Does what `docker push` does, with an image of one tiny layer. The
 * repository is created if it does not exist, by the template for its name.
 *
 * @param content what is in the layer: the same content is the same image.
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
  // Pushing again what is there already is no error for Docker.
  if (known?.tags.includes(tag)) return known;
  return putManifest(found, { repositoryName, imageManifest, imageTag: tag });
}

/** Keeps bytes as an uploaded layer, and describes them as manifests do. */
function keepBlob(at: Context, repositoryName: string, text: string, mediaType: string) {
  const bytes = Buffer.from(text);
  const digest = sha256(bytes);
  at.table(LAYERS).put(inRepository(repositoryName, digest), { repositoryName, digest, bytes, mediaType });
  return { mediaType, digest, size: bytes.length };
}
