import type { Context } from "../../../runtime/context.js";
import { aclOfUpload, ownerOfUpload } from "../acl/ownership.js";
import type { AclMembers } from "../acl/request.js";
import { findBucket } from "../buckets/find.js";
import { checksumMembers } from "../checksums/request.js";
import { type EncryptionRequest, encryptionFor, encryptionMembers, etagFor } from "../encryption/request.js";
import type { PutObjectOutput, PutObjectRequest } from "../generated/types.js";
import { expirationMember } from "../lifecycle/expiration.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { tagsFromHeader } from "../tags.js";
import { announceWritten } from "./announce.js";
import { checkWriteConditions } from "./conditions.js";
import type { ReceivedContent } from "./content.js";
import { checkKey } from "./keys.js";
import { type LockMembers, lockFromRequest } from "./lock.js";
import { type SystemHeaders, systemMetadata, userMetadata } from "./metadata.js";
import { storageClassOf } from "./storage-classes.js";
import { addVersion } from "./versions.js";

/** The members of PutObject, CopyObject and CreateMultipartUpload that describe the new object. */
export type NewObjectRequest = SystemHeaders &
  EncryptionRequest &
  LockMembers &
  AclMembers &
  Pick<PutObjectRequest, "Key" | "Metadata" | "StorageClass" | "Tagging">;

/** An object without its content. */
export type ObjectProperties = Pick<
  ObjectVersion,
  "storageClass" | "system" | "metadata" | "encryption" | "tags" | "lock" | "acl"
>;

/** The origin of an object: PutObject, or a form. */
export type WrittenBy = "Put" | "Post";

const NO_TAGS = Object.freeze({});

/**
 * The object properties in a request.
 *
 * @throws KeyTooLongError, MetadataTooLarge, InvalidStorageClass, InvalidArgument, ...
 */
export function propertiesOf(ctx: Context, bucket: BucketRow, input: NewObjectRequest): ObjectProperties {
  checkKey(input.Key);
  const storageClass = storageClassOf(input);
  const system = systemMetadata(input);
  const metadata = userMetadata(input.Metadata);
  const encryption = encryptionFor(ctx, bucket, input);
  const tags = input.Tagging === undefined ? NO_TAGS : tagsFromHeader(input.Tagging);
  const lock = lockFromRequest(ctx, bucket, input);
  const acl = aclOfUpload(ctx, bucket, input);
  return { storageClass, system, metadata, encryption, tags, lock, acl };
}

/**
 * Writes the object of a request under the conditions of the request.
 *
 * @throws NoSuchBucket, PreconditionFailed, and the like
 */
export function putNewObject(
  ctx: Context,
  input: PutObjectRequest,
  { content, md5, checksum }: ReceivedContent,
  { storageClass, system, metadata, encryption, tags, lock, acl }: ObjectProperties,
  by: WrittenBy,
): PutObjectOutput {
  // The bucket may have been deleted or changed while the body arrived.
  const bucket = findBucket(ctx, input);
  checkWriteConditions(ctx, bucket.name, input.Key, input);
  const version = addVersion<ObjectVersion>(ctx, bucket, input.Key, (versionId, sequence) => ({
    kind: "object",
    key: input.Key,
    versionId,
    sequence,
    content,
    etag: etagFor(ctx, encryption, md5),
    lastModified: ctx.date(),
    owner: ownerOfUpload(ctx, bucket, input),
    checksum,
    storageClass,
    system,
    metadata,
    encryption,
    tags,
    lock,
    acl,
  }));
  announceWritten(ctx, bucket, `ObjectCreated:${by}`, version);
  const output: PutObjectOutput = { ETag: `"${version.etag}"` };
  Object.assign(output, encryptionMembers(encryption), checksumMembers(checksum));
  Object.assign(output, expirationMember(bucket, version));
  if (bucket.versioning === "Enabled") output.VersionId = version.versionId;
  return output;
}
