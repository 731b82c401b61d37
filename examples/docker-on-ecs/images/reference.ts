import { badParameter } from "../errors.js";

/** A reference to an image, in its parts. */
export interface Reference {
  /** As people write it: `alpine:latest`, `reg.io/a/b@sha256:…`. */
  readonly familiar: string;
  /** The registry; `docker.io` if there is none. */
  readonly host: string;
  /** The repository in its registry. */
  readonly path: string;
  /** `latest` if there is neither tag nor digest. */
  readonly tag: string;
  readonly digest: string | undefined;
}

const DOCKER_HUB = "docker.io";

/** @throws DockerError for what is not a reference. */
export function parseReference(text: string): Reference {
  const [named = "", digest] = text.split("@");
  const [, name = "", tag = "latest"] = /^(.*?)(?::([^/:]*))?$/.exec(named) ?? [];
  const { host, path } = split(name);
  const repository = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
  if (/[A-Z]/.test(path))
    throw badParameter(`invalid reference format: repository name (${path}) must be lowercase`);
  if (
    !repository.test(path) ||
    !/^\w[\w.-]{0,127}$/.test(tag) ||
    (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest))
  )
    throw badParameter("invalid reference format");
  const short = host === DOCKER_HUB ? path.replace(/^library\//, "") : `${host}/${path}`;
  return {
    familiar: digest === undefined ? `${short}:${tag}` : `${short}@${digest}`,
    host,
    path,
    tag,
    digest,
  };
}

/** The first part of a name is a registry if it looks like a host. */
function split(name: string): { host: string; path: string } {
  const [first = "", ...rest] = name.split("/");
  if (rest.length === 0) return { host: DOCKER_HUB, path: `library/${name}` };
  if (!/[.:]/.test(first) && first !== "localhost") return { host: DOCKER_HUB, path: name };
  return { host: first, path: rest.join("/") };
}

/** The repository of a reference as people write it, without tag and digest. */
export function repositoryOf({ familiar }: Reference): string {
  return familiar.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
}
