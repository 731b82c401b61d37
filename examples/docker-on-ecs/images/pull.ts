import type { Backend } from "../backend.js";
import { notImplemented } from "../errors.js";
import type { Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { parseReference, type Reference, repositoryOf } from "./reference.js";
import { pullImage } from "./resolution.js";

/** `POST /images/create`: pulls an image. Failures are in the stream, as Docker has them. */
export function createImage(backend: Backend, request: DockerRequest): Reply {
  const name = request.text("fromImage");
  if (name === undefined) throw notImplemented("Importing an image");
  const tag = request.text("tag");
  const separator = tag?.startsWith("sha256:") ? "@" : ":";
  const reference = parseReference(tag === undefined ? name : `${name}${separator}${tag}`);
  return { contentType: "application/json", chunks: progress(backend, reference) };
}

async function* progress(backend: Backend, reference: Reference): AsyncGenerator<string> {
  const line = (value: object) => `${JSON.stringify(value)}\r\n`;
  const { familiar, tag, digest } = reference;
  yield line({ status: `Pulling from ${reference.path}`, id: digest ?? tag });
  try {
    const known = backend.store.images.values().some(({ tags }) => tags.includes(familiar));
    const image = await pullImage(backend, reference);
    const [found] = image.digests.filter((own) => own.startsWith(`${repositoryOf(reference)}@`));
    if (found !== undefined) yield line({ status: `Digest: ${found.split("@")[1]}` });
    yield line({
      status: `Status: ${known ? "Image is up to date" : "Downloaded newer image"} for ${familiar}`,
    });
    backend.events.emit("image", "pull", familiar, { name: familiar });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    yield line({ errorDetail: { message }, error: message });
  }
}
