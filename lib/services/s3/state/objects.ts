import { defineTable } from "../../../runtime/store/store.js";
import type { Blob } from "../../../wire/blob.js";
import type { ChecksumAlgorithm } from "../checksums/algorithms.js";
import type { ChecksumType, Grant, ObjectLockMode, StorageClass } from "../generated/types.js";

/** Headers that S3 stores with an object and returns. */
export interface SystemMetadata {
  readonly CacheControl?: string;
  readonly ContentDisposition?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly ContentType?: string;
  /** Any string; S3 does not parse it. */
  readonly Expires?: string;
  readonly WebsiteRedirectLocation?: string;
}

export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; for a composite one without the suffix `-N`. */
  readonly value: string;
  readonly type: ChecksumType;
}

/** A part of an object that was uploaded in parts. */
export interface StoredPart {
  readonly number: number;
  readonly size: number;
  readonly checksum?: StoredChecksum;
}

/** The declared encryption of an object. Its bytes are stored unencrypted. */
export type StoredEncryption =
  | { readonly kind: "AES256" }
  | { readonly kind: "aws:kms" | "aws:kms:dsse"; readonly keyId: string; readonly bucketKey: boolean }
  | { readonly kind: "customer"; readonly keyMd5: string };

/** A copy of an archived object, requested by RestoreObject. */
export interface StoredRestore {
  readonly days: number;
  /** Expiry of the copy; omitted while the restore is in progress. */
  readonly expiresAt?: Date;
}

export interface ObjectLock {
  readonly mode?: ObjectLockMode;
  readonly retainUntil?: Date;
  readonly legalHold?: "ON" | "OFF";
}

/** The replication status of a version, or the mark of a replica. */
export interface ReplicationState {
  readonly status: "PENDING" | "COMPLETED" | "FAILED" | "REPLICA";
  /** A replica, also while its changes are replicated back. */
  readonly replica?: true;
  /** Number of pending destinations. */
  readonly open?: number;
  /** One of its destinations failed. */
  readonly failed?: true;
}

/** Position of a version among those of its key: a string that sorts newest first. */
export type VersionSequence = string;

interface Version {
  readonly key: string;
  /** `null` for versions written while versioning was not enabled. */
  readonly versionId: string;
  readonly sequence: VersionSequence;
  readonly lastModified: Date;
  /** The account that wrote it. */
  readonly owner: string;
}

/** One version of an object. */
export interface ObjectVersion extends Version {
  readonly kind: "object";
  readonly content: Blob;
  /** Without quotes. */
  readonly etag: string;
  readonly storageClass: StorageClass;
  readonly system: SystemMetadata;
  /** User metadata: names in lower case, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly checksum: StoredChecksum;
  /**
   * No response shows the checksum: the object is a multipart upload with a customer key that requested none.
   */
  readonly checksumHidden?: true;
  readonly parts?: readonly StoredPart[];
  readonly encryption: StoredEncryption;
  readonly tags: Readonly<Record<string, string>>;
  readonly lock: ObjectLock;
  readonly restore?: StoredRestore;
  /** Replication status; omitted if no rule applied. */
  readonly replication?: ReplicationState;
  /** Grants of its ACL. Default full control for the owner. */
  readonly acl?: readonly Grant[];
  /** The multipart upload that created it. */
  readonly uploadId?: string;
}

/** Created by a DeleteObject without a version id in a versioned bucket. */
export interface DeleteMarker extends Version {
  readonly kind: "marker";
}

export type AnyVersion = ObjectVersion | DeleteMarker;

/** The objects that listings show: the current version of each key, unless it is a delete marker. */
export const OBJECTS = defineTable<ObjectVersion>({
  name: "s3.objects",
  key: ["bucket", "key"],
  scope: "global",
});

/** All other versions, delete markers included, by {@link objectKey} and sequence: newest first. */
export const VERSIONS = defineTable<AnyVersion>({
  name: "s3.versions",
  key: ["bucket", "key", "sequence"],
  scope: "global",
});

/**
 * The sequence of the `null` version of a key, if it is in {@link VERSIONS}, or of one that was deleted while
 * the key has other versions.
 */
export const NULL_VERSIONS = defineTable<VersionSequence>({
  name: "s3.null-versions",
  key: ["bucket", "key"],
  scope: "global",
});

/** The last sequence that was used. */
export const VERSION_SEQUENCES = defineTable<number>({
  name: "s3.version-sequences",
  key: [],
  scope: "global",
});
