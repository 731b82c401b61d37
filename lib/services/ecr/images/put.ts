import type { Context } from "../../../runtime/context.js";
import { settingsOf } from "../../../runtime/settings.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { wildcardMatcher } from "../../../text/wildcards.js";
import { emitImageAction } from "../emitted-events.js";
import {
  digestDoesNotMatch,
  imageAlreadyExists,
  imagesRequired,
  imageTagAlreadyExists,
  layersRequired,
  tooManyImageTags,
} from "../errors/images.js";
import { invalidParameter } from "../errors/requests.js";
import type { PutImageRequest } from "../generated/types.js";
import { sha256 } from "../layers.js";
import { requestEvaluation } from "../lifecycle/evaluate.js";
import type { Found } from "../repositories.js";
import { scanOnPush } from "../scans/start.js";
import { SETTINGS } from "../settings.js";
import type { ImageRow } from "../state/images.js";
import { LAYERS } from "../state/layers.js";
import { inRepository, type SimulatedRepository } from "../state/repositories.js";
import { IMAGE_TAG } from "./identifiers.js";
import { type Manifest, readManifest } from "./manifest.js";
import { imageOf, keepImage, taggedImage, tagImage } from "./store.js";

const MOST_TAGS = 1_000;

/** Stores a manifest in a repository, with a tag if given. */
export function putManifest(found: Found, input: PutImageRequest): ImageRow {
  const { at, name, repository } = found;
  const { imageManifest, imageTag } = input;
  if (imageTag !== undefined && !IMAGE_TAG.test(imageTag)) {
    throw invalidParameter("imageTag", "must satisfy regular expression '[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}'");
  }
  const manifest = readManifest(imageManifest, input.imageManifestMediaType);
  const digest = sha256(imageManifest);
  if (input.imageDigest !== undefined && input.imageDigest !== digest) throw digestDoesNotMatch();
  const known = imageOf(at, name, digest);
  refuseConflict(at, repository, known, digest, imageTag);
  if (!known) requireContents(at, name, manifest);
  const row = known ?? newImage(at, name, digest, imageManifest, manifest);
  if (imageTag !== undefined && row.tags.length >= MOST_TAGS) throw tooManyImageTags();
  if (!known) keepImage(at, row);
  if (imageTag !== undefined) tagImage(at, row, imageTag);
  if (!known) scanOnPush(at, repository, row);
  requestEvaluation(at, name);
  emitImageAction(at, "PUSH", row, imageTag === undefined ? [] : [imageTag]);
  return imageOf(at, name, digest) ?? row;
}

/** AWS rejects an existing image with the same tag; a tag moves unless it is immutable. */
function refuseConflict(
  at: Context,
  repository: SimulatedRepository,
  known: ImageRow | undefined,
  digest: string,
  tag: string | undefined,
): void {
  const name = repository.repositoryName;
  if (known && (tag === undefined || known.tags.includes(tag)))
    throw imageAlreadyExists(digest, tag, name, at);
  const holder = tag === undefined ? undefined : taggedImage(at, name, tag);
  if (tag === undefined || !holder) return;
  if (isImmutable(repository, tag)) throw imageTagAlreadyExists(tag, name);
  if (settingsOf(at, SETTINGS).strictPutImage) throw imageAlreadyExists(holder.digest, tag, name, at);
}

function isImmutable(repository: SimulatedRepository, tag: string): boolean {
  const { imageTagMutability, imageTagMutabilityExclusionFilters: filters = [] } = repository;
  const isExcluded = filters.some(({ filter }) => wildcardMatcher(filter)(tag));
  return imageTagMutability.startsWith("IMMUTABLE") !== isExcluded;
}

/** The contents of a manifest must exist in the repository. */
function requireContents(at: Context, name: string, { blobs, children }: Manifest): void {
  if (checksLayers(at, name)) {
    const missing = blobs.filter(({ digest }) => !at.table(LAYERS).has(inRepository(name, digest)));
    if (missing.length > 0) throw layersRequired(digestsOf(missing), name, at);
  }
  const absent = children.filter(({ digest }) => !imageOf(at, name, digest));
  if (absent.length > 0) throw imagesRequired(digestsOf(absent), name, at);
  for (const { digest, mediaType } of blobs) {
    const layer = at.table(LAYERS).get(inRepository(name, digest));
    if (layer && mediaType !== undefined)
      at.table(LAYERS).put(inRepository(name, digest), { ...layer, mediaType });
  }
}

function checksLayers(at: Context, name: string): boolean {
  const { layerCheck } = settingsOf(at, SETTINGS);
  if (layerCheck !== "uploaded") return layerCheck === "always";
  return withPrefix(at.table(LAYERS), inRepository(name)).next().done !== true;
}

function digestsOf(descriptors: readonly { readonly digest: string }[]): string[] {
  return descriptors.map(({ digest }) => digest);
}

function newImage(at: Context, name: string, digest: string, text: string, manifest: Manifest): ImageRow {
  const { blobs, children, mediaType, artifactMediaType, subjectDigest } = manifest;
  return {
    repositoryName: name,
    digest,
    manifest: text,
    mediaType,
    ...(artifactMediaType !== undefined && { artifactMediaType }),
    ...(subjectDigest !== undefined && { subjectDigest }),
    children: digestsOf(children),
    // For a manifest list, AWS returns the size of the largest image in it.
    size:
      children.length > 0
        ? Math.max(...children.map((child) => imageOf(at, name, child.digest)?.size ?? 0))
        : blobs.reduce((sum, { size }) => sum + size, 0),
    pushedAt: at.date(),
    tags: [],
    status: "ACTIVE",
  };
}
