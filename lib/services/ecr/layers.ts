import { createHash } from "node:crypto";
import type { Context } from "../../runtime/context.js";
import { emptyUpload, invalidLayer, layerPartTooSmall } from "./errors/layers.js";
import type { UploadRow } from "./state/layers.js";

/** Recommended part size in bytes. */
export const PART_SIZE = 10_485_760;
/** Minimum part size in bytes, except for the last part. */
const SMALLEST_PART = 5 * 1024 * 1024;

/** A digest in the form of manifests. */
export function sha256(bytes: Uint8Array | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/**
 * The bytes of a completed upload with their digest.
 *
 * @param digests computed by the client; several are the same digest by other algorithms.
 */
export function joinParts(
  { parts }: UploadRow,
  digests: readonly string[],
): { digest: string; bytes: Uint8Array } {
  if (parts.length === 0) throw emptyUpload();
  if (parts.slice(0, -1).some(({ length }) => length < SMALLEST_PART)) throw layerPartTooSmall();
  const bytes = Buffer.concat(parts);
  const digest = sha256(bytes);
  if (!digests.includes(digest)) throw invalidLayer();
  return { digest, bytes };
}

/**
 * URL of a layer that needs no credentials: AWS returns a signed URL of S3, the simulator one of its control
 * API.
 */
export function downloadUrl(at: Context, repositoryName: string, digest: string): string {
  const path = `repositories/${encodeURIComponent(repositoryName)}/layers/${digest}`;
  return `${at.settings.url}/_sim/ecr/${path}?account=${at.account}&region=${at.region}`;
}
