import type { Context } from "../../../runtime/context.js";
import { aclOfUpload } from "../acl/allowed.js";
import type { AclMembers } from "../acl/request.js";
import { type EncryptionRequest, encryptionFor } from "../encryption/request.js";
import type { PutObjectRequest } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { tagsFromHeader } from "../tags.js";
import { checkKey } from "./keys.js";
import { type LockMembers, lockFromRequest } from "./lock.js";
import { type SystemHeaders, systemMetadata, userMetadata } from "./metadata.js";
import { storageClassOf } from "./storage-classes.js";

/** What PutObject, CopyObject and CreateMultipartUpload say of the object that they make. */
export type WriteRequest = SystemHeaders &
  EncryptionRequest &
  LockMembers &
  AclMembers &
  Pick<PutObjectRequest, "Key" | "Metadata" | "StorageClass" | "Tagging">;

/** What an object is besides its content. */
export type Written = Pick<
  ObjectVersion,
  "storageClass" | "system" | "metadata" | "encryption" | "tags" | "lock" | "acl"
>;

const NO_TAGS = Object.freeze({});

/**
 * What a request makes of an object, when S3 takes all of it.
 *
 * @throws KeyTooLongError, MetadataTooLarge, InvalidStorageClass, InvalidArgument, ...
 */
export function writtenBy(ctx: Context, bucket: BucketRow, input: WriteRequest): Written {
  checkKey(input.Key);
  return {
    storageClass: storageClassOf(input),
    system: systemMetadata(input),
    metadata: userMetadata(input.Metadata),
    encryption: encryptionFor(ctx, bucket, input),
    tags: input.Tagging === undefined ? NO_TAGS : tagsFromHeader(input.Tagging),
    lock: lockFromRequest(ctx, bucket, input),
    ...aclOfUpload(ctx, bucket, input),
  };
}
