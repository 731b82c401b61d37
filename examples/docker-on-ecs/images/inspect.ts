import type { Backend } from "../backend.js";
import { timestamp } from "../clock.js";
import { type Filters, hasLabels, passes, readFilters } from "../http/filters.js";
import { ARCHITECTURE } from "../http/headers.js";
import { json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import type { ImageRecord } from "../store/records.js";
import { findImage } from "./resolution.js";

/** `GET /images/json`. */
export function listImages(backend: Backend, request: DockerRequest): Reply {
  const filters = readFilters(request, ["before", "dangling", "label", "reference", "since", "until"]);
  const { containers, images } = backend.store;
  const named = (name: string) => passes(filters, "reference", (value) => referenceMatches(name, value));
  const wanted = [...images.values()].reverse().filter((image) => matches(filters, image));
  return json(
    200,
    wanted.map((image) => ({
      Id: image.id,
      ParentId: "",
      // Of an image with several names, the requested ones.
      RepoTags: image.tags.filter(named),
      RepoDigests: image.digests.filter(named),
      Created: Math.floor(image.createdAt / 1_000),
      Size: image.size,
      SharedSize: -1,
      Labels: image.config?.Labels ?? {},
      Containers: containers.values().filter(({ imageId }) => imageId === image.id).length,
    })),
  );
}

/** `GET /images/:name/json`. */
export function inspectImage(backend: Backend, request: DockerRequest): Reply {
  const image = findImage(backend, request.param("name"));
  const {
    Cmd = null,
    Env = [],
    Entrypoint = null,
    WorkingDir = "",
    User = "",
    ExposedPorts,
    Labels = {},
  } = image.config ?? {};
  return json(200, {
    Id: image.id,
    RepoTags: image.tags,
    RepoDigests: image.digests,
    Parent: "",
    Comment: "",
    Created: timestamp(image.createdAt),
    DockerVersion: "",
    Author: "",
    Config: { Cmd, Env, Entrypoint, WorkingDir, User, ...(ExposedPorts && { ExposedPorts }), Labels },
    Architecture: ARCHITECTURE,
    Os: "linux",
    Size: image.size,
    GraphDriver: { Name: "fargate", Data: null },
    RootFS: { Type: "layers", Layers: [] },
    Metadata: { LastTagTime: timestamp(image.createdAt) },
  });
}

/** `GET /images/:name/history`: registries do not return how an image was built. */
export function imageHistory(backend: Backend, request: DockerRequest): Reply {
  const { id, createdAt, tags, size } = findImage(backend, request.param("name"));
  return json(200, [
    { Id: id, Created: Math.floor(createdAt / 1_000), CreatedBy: "", Tags: tags, Size: size, Comment: "" },
  ]);
}

function matches(filters: Filters, { tags, config }: ImageRecord): boolean {
  return (
    hasLabels(filters, config?.Labels ?? {}) &&
    passes(filters, "dangling", (value) => (tags.length === 0) === (value === "true" || value === "1")) &&
    passes(filters, "reference", (value) => tags.some((tag) => referenceMatches(tag, value)))
  );
}

/** `alpine`, `alpine:3`, `reg.io/*`: stars stand for a part of a name. */
function referenceMatches(name: string, pattern: string): boolean {
  const repository = name.replace(/@.*$|:[^/:]*$/, "");
  return [name, repository].some((text) => wildcardMatches(text, pattern));
}

function wildcardMatches(text: string, pattern: string): boolean {
  const [head = "", ...parts] = pattern.split("*");
  if (parts.length === 0) return text === pattern;
  if (!text.startsWith(head)) return false;
  const last = parts.pop() ?? "";
  let rest = text.slice(head.length);
  for (const part of parts) {
    const at = rest.indexOf(part);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return rest.endsWith(last);
}
