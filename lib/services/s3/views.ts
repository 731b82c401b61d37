import type { Delivery } from "../../delivery/delivery.js";
import type { StorageClass } from "./generated/types.js";
import { lockMembers } from "./objects/lock.js";
import { isObject } from "./objects/versions.js";
import type { EventMessage } from "./state/events.js";
import type { AnyVersion, ObjectVersion } from "./state/objects.js";

/** An object, as returned to tests. Read its content with `text` or `bytes`. */
export interface S3Object {
  readonly bucket: string;
  readonly key: string;
  /** `"null"` for versions written while versioning was not enabled. */
  readonly versionId: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly lastModified: Date;
  readonly storageClass: StorageClass;
  readonly contentType: string;
  /** The other stored headers, by their names in the SDK: `{ CacheControl: "no-store" }`. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly encryption: "AES256" | "aws:kms" | "aws:kms:dsse" | "customer";
  /** Retention and legal hold, if set. */
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

/** A delivery of an event to one destination, pending or completed. */
export interface S3EventDelivery {
  readonly bucket: string;
  /** `ObjectCreated:Put` and the like; `TestEvent` for the test message of a new configuration. */
  readonly event: string;
  /** Empty for a test event. */
  readonly key: string;
  /** Time of the event. */
  readonly time: Date;
  /** An ARN, the URL of a webhook, or `handler` for a function of the test. */
  readonly destination: string;
  readonly status: "pending" | "delivered" | "failed";
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly reason?: string;
  /** The sent message: a document with one record, a test event or an event of EventBridge. */
  readonly message: object;
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

export function viewOfDelivery(delivery: Delivery<EventMessage>): S3EventDelivery {
  const { created, status, attempts, latest } = delivery;
  const { bucket, event, key, document } = delivery.message;
  const reason = latest.at(-1)?.failure?.reason;
  return structuredClone({
    bucket,
    event,
    key,
    time: new Date(created),
    destination: delivery.target,
    status: status === "delivered" || status === "failed" ? status : "pending",
    attempts,
    ...(reason !== undefined && { reason }),
    message: document,
  });
}
