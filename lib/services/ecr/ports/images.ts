import type { Context, ContextAt } from "../../../runtime/context.js";
import type { ImagePull, ImageRegistry } from "../../../runtime/ports/images.js";
import { settingsOf } from "../../../runtime/settings.js";
import { imageOf, notePull, taggedImage } from "../images/store.js";
import { SETTINGS } from "../settings.js";
import type { ImageRow } from "../state/images.js";
import { REPOSITORIES } from "../state/repositories.js";

/** `<account>.dkr.ecr.<region>.amazonaws.com/<repository>[:<tag>][@<digest>]` */
const IMAGE =
  /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([a-z0-9._/-]+)(?::([\w][\w.-]{0,127}))?(?:@(.+))?$/;

interface ImageName {
  readonly account: string;
  readonly region: string;
  readonly repositoryName: string;
  readonly tag: string;
  readonly digest: string | undefined;
}

/** Finds and pulls images of every registry for ECS and Lambda. */
export function imagesPort(contextAt: ContextAt): ImageRegistry {
  return {
    digest(image) {
      const name = nameOf(image);
      return name && find(contextAt(name), name)?.digest;
    },
    pull(image) {
      const name = nameOf(image);
      return name && pull(contextAt(name), name, image);
    },
  };
}

function pull(at: Context, name: ImageName, image: string): ImagePull | undefined {
  const row = find(at, name);
  if (row) {
    notePull(at, row);
    return { digest: row.digest };
  }
  const { pullCheck } = settingsOf(at, SETTINGS);
  const isKnown = at.table(REPOSITORIES).has(name.repositoryName);
  if (pullCheck === "never" || (pullCheck === "known" && !isKnown)) return undefined;
  return {
    failure: `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${image}: ${image}: not found`,
  };
}

/** With a tag and a digest, the digest takes precedence, as in Docker. */
function find(at: Context, { repositoryName, tag, digest }: ImageName): ImageRow | undefined {
  return digest === undefined ? taggedImage(at, repositoryName, tag) : imageOf(at, repositoryName, digest);
}

function nameOf(image: string): ImageName | undefined {
  const match = IMAGE.exec(image);
  if (!match) return undefined;
  const [, account = "", region = "", repositoryName = "", tag = "latest", digest] = match;
  return { account, region, repositoryName, tag, digest };
}
