import { createHash } from "node:crypto";

/** The digest that an image has as long as no registry says otherwise: always the same for the same name. */
export function imageDigest(image: string): string {
  return `sha256:${createHash("sha256").update(image).digest("hex")}`;
}
