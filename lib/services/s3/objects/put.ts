import type { Context } from "../../../core/context.js";
import { isPromise } from "../../../core/promises.js";
import { findBucket } from "../buckets/find.js";
import { checksumMembers, promisedChecksum } from "../checksums/request.js";
import { keyTooLong } from "../errors/objects.js";
import type { PutObjectOutput, PutObjectRequest } from "../generated/types.js";
import type { ObjectVersion } from "../state/objects.js";
import { systemMetadata } from "./metadata.js";
import { type Received, receive } from "./receive.js";
import { addVersion } from "./versions.js";

const MAX_KEY_BYTES = 1024;

/** Reads and checks what PutObject was sent; what it returns then writes the object. */
export function preparePut(
  input: PutObjectRequest,
  ctx: Context,
): (() => PutObjectOutput) | Promise<() => PutObjectOutput> {
  findBucket(ctx, input);
  const keyBytes = Buffer.byteLength(input.Key);
  if (keyBytes > MAX_KEY_BYTES) throw keyTooLong(keyBytes);
  const algorithm = promisedChecksum(input)?.algorithm ?? "CRC64NVME";
  const received = receive(input.Body, algorithm);
  const write = (content: Received) => () => writeObject(ctx, input, content, algorithm);
  return isPromise(received) ? Promise.resolve(received).then(write) : write(received);
}

function writeObject(
  ctx: Context,
  input: PutObjectRequest,
  { content, md5, checksum }: Received,
  algorithm: ObjectVersion["checksum"]["algorithm"],
): PutObjectOutput {
  // The bucket may have gone, or changed, while the body came.
  const bucket = findBucket(ctx, input);
  const version = addVersion<ObjectVersion>(ctx, bucket, input.Key, (name) => ({
    ...name,
    kind: "object",
    key: input.Key,
    content,
    etag: md5.toString("hex"),
    lastModified: ctx.date(),
    owner: ctx.account,
    storageClass: input.StorageClass ?? "STANDARD",
    system: systemMetadata(input),
    metadata: input.Metadata ?? {},
    checksum: { algorithm, value: checksum.toString("base64"), type: "FULL_OBJECT" },
    encryption: { kind: "AES256" },
    tags: {},
    lock: {},
  }));
  return {
    ETag: `"${version.etag}"`,
    ServerSideEncryption: "AES256",
    ...checksumMembers(version.checksum),
    ...(bucket.versioning === "Enabled" && { VersionId: version.versionId }),
  };
}
