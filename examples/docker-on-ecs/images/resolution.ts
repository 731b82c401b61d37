import { ecrRepository, readEcrImage } from "../aws/ecr-image.js";
import type { Backend } from "../backend.js";
import { noSuchImage } from "../errors.js";
import { idOf } from "../ids.js";
import type { ImageRecord } from "../store/records.js";
import { parseReference, type Reference, repositoryOf } from "./reference.js";

/** Finds an image by its reference, its id, or the start of its id. @throws DockerError */
export function findImage({ store }: Backend, reference: string): ImageRecord {
  const all = store.images.values();
  const digits = reference.replace(/^sha256:/, "");
  const byId = /^[0-9a-f]{4,64}$/.test(digits)
    ? all.find(({ id }) => id.startsWith(`sha256:${digits}`))
    : undefined;
  if (byId !== undefined) return byId;
  const { familiar } = parseReference(reference);
  const found = all.find(({ tags, digests }) => tags.includes(familiar) || digests.includes(familiar));
  if (found === undefined) throw noSuchImage(familiar);
  return found;
}

/** The image of a container: one that is known, or else what its registry returns. @throws DockerError */
export async function ensureImage(backend: Backend, text: string): Promise<ImageRecord> {
  try {
    return findImage(backend, text);
  } catch {
    return pullImage(backend, parseReference(text));
  }
}

/**
 * Reads an image from ECR. Images of other registries are accepted as they
 * are: Fargate pulls them when a task starts.
 *
 * @throws DockerError if ECR does not have it.
 */
export async function pullImage(backend: Backend, reference: Reference): Promise<ImageRecord> {
  const { aws, clock, store } = backend;
  const { familiar, digest } = reference;
  const onEcr = ecrRepository(reference) !== undefined;
  const found = onEcr ? await readEcrImage(aws, reference) : undefined;
  if (onEcr && found === undefined) throw noSuchImage(familiar);
  const id = found?.configDigest ?? `sha256:${idOf(familiar)}`;
  const known = store.images.get(id);
  const tags = digest === undefined ? [familiar] : [];
  const digests = found
    ? [`${repositoryOf(reference)}@${found.digest}`]
    : digest === undefined
      ? []
      : [familiar];
  // A tag belongs to one image.
  for (const other of store.images.values())
    if (other.id !== id && other.tags.includes(familiar))
      store.images.put(other.id, { ...other, tags: other.tags.filter((tag) => tag !== familiar) });
  return store.images.put(id, {
    id,
    tags: [...new Set([...(known?.tags ?? []), ...tags])],
    digests: [...new Set([...(known?.digests ?? []), ...digests])],
    createdAt: known?.createdAt ?? clock.now(),
    size: found?.size ?? 0,
    config: found?.config,
  });
}
