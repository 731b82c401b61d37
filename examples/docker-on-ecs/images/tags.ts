import type { Backend } from "../backend.js";
import { badParameter, imageInUse } from "../errors.js";
import { readFilters } from "../http/filters.js";
import { empty, json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { shortId } from "../ids.js";
import { parseReference } from "./reference.js";
import { findImage } from "./resolution.js";

/**
 * `POST /images/:name/tag`: a name of the backend's. Fargate pulls an image by
 * the name with which a container was created.
 */
export function tagImage(backend: Backend, request: DockerRequest): Reply {
  const { events, store } = backend;
  const image = findImage(backend, request.param("name"));
  const repository = request.text("repo");
  if (repository === undefined) throw badParameter("invalid reference format");
  const { familiar } = parseReference(`${repository}:${request.text("tag") ?? "latest"}`);
  for (const other of store.images.values())
    if (other.id !== image.id && other.tags.includes(familiar))
      store.images.put(other.id, { ...other, tags: other.tags.filter((tag) => tag !== familiar) });
  store.images.put(image.id, { ...image, tags: [...new Set([...image.tags, familiar])] });
  events.emit("image", "tag", image.id, { name: familiar });
  return empty(201);
}

/** `DELETE /images/:name`: forgets a name; with the last one, the image. The registry keeps it. */
export function deleteImage(backend: Backend, request: DockerRequest): Reply {
  const { events, store } = backend;
  const reference = request.param("name");
  const image = findImage(backend, reference);
  const named = !image.id.startsWith(`sha256:${reference.replace(/^sha256:/, "")}`);
  const name = named ? parseReference(reference).familiar : undefined;
  const user = store.containers.values().find(({ imageId }) => imageId === image.id);
  if (user !== undefined && !request.flag("force")) throw imageInUse(reference, shortId(user.id));
  const without = (names: readonly string[]) => names.filter((own) => own !== name);
  const tags = name === undefined ? [] : without(image.tags);
  const gone = image.tags.filter((tag) => !tags.includes(tag));
  for (const tag of gone) events.emit("image", "untag", image.id, { name: tag });
  const untagged = gone.map((Untagged) => ({ Untagged }));
  if (tags.length > 0) {
    store.images.put(image.id, { ...image, tags, digests: without(image.digests) });
    return json(200, untagged);
  }
  store.images.delete(image.id);
  events.emit("image", "delete", image.id, { name: image.id });
  return json(200, [...untagged, { Deleted: image.id }]);
}

/** `POST /images/prune`: forgets images without names; with `dangling=false`, all that no container uses. */
export function pruneImages({ store }: Backend, request: DockerRequest): Reply {
  const filters = readFilters(request, ["dangling", "label", "until"]);
  const all = filters.get("dangling")?.some((value) => value === "false" || value === "0") ?? false;
  const used = new Set(store.containers.values().map(({ imageId }) => imageId));
  const gone = store.images.values().filter(({ id, tags }) => !used.has(id) && (all || tags.length === 0));
  for (const { id } of gone) store.images.delete(id);
  return json(200, {
    ImagesDeleted: gone.length === 0 ? null : gone.map(({ id }) => ({ Deleted: id })),
    SpaceReclaimed: 0,
  });
}
