import type { StorageClass } from "./generated/types.js";
import { lockMembers } from "./objects/lock.js";
import { isObject } from "./objects/versions.js";
import type { AnyVersion, ObjectVersion } from "./state/objects.js";

/** An object, as tests see it; its content is read with `text` or `bytes`. */
export interface S3Object {
  readonly bucket: string;
  readonly key: string;
  /** `"null"` for what was written while versioning was not enabled. */
  readonly versionId: string;
  /** In bytes. */
  readonly size: number;
  /** Without its quotes. */
  readonly etag: string;
  readonly lastModified: Date;
  readonly storageClass: StorageClass;
  readonly contentType: string;
  /** The other headers that are stored with it, by their names in the SDK: `{ CacheControl: "no-store" }`. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly encryption: "AES256" | "aws:kms" | "aws:kms:dsse" | "customer";
  /** Retention and legal hold, where there are any. */
  readonly lock: {
    readonly ObjectLockMode?: string;
    readonly ObjectLockRetainUntilDate?: Date;
    readonly ObjectLockLegalHoldStatus?: string;
  };
}

/** A version of an object, or a delete marker. */
export type S3Version =
  | (S3Object & { readonly isLatest: boolean; readonly deleteMarker: false })
  | (Pick<S3Object, "bucket" | "key" | "versionId" | "lastModified"> & {
      readonly isLatest: boolean;
      readonly deleteMarker: true;
    });

/** A multipart upload that is neither completed nor aborted. */
export interface S3Upload {
  readonly bucket: string;
  readonly key: string;
  readonly uploadId: string;
  readonly initiated: Date;
  readonly parts: readonly { readonly number: number; readonly size: number; readonly etag: string }[];
}

export function viewOfObject(bucket: string, object: ObjectVersion): S3Object {
  const { ContentType = "", ...headers } = object.system;
  return structuredClone({
    bucket,
    key: object.key,
    versionId: object.versionId,
    size: object.content.size,
    etag: object.etag,
    lastModified: object.lastModified,
    storageClass: object.storageClass,
    contentType: ContentType,
    headers: { ...headers },
    metadata: object.metadata,
    tags: object.tags,
    encryption: object.encryption.kind,
    lock: lockMembers(object.lock),
  });
}

export function viewOfVersion(bucket: string, version: AnyVersion, isLatest: boolean): S3Version {
  if (isObject(version)) return { ...viewOfObject(bucket, version), isLatest, deleteMarker: false };
  const { key, versionId, lastModified } = version;
  return { bucket, key, versionId, lastModified: new Date(lastModified), isLatest, deleteMarker: true };
}
