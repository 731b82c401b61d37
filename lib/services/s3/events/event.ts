import type { StorageClass } from "../generated/types.js";
import type { AnyVersion } from "../state/objects.js";
import type { S3EventName } from "./names.js";

/** A change of an object. */
export interface S3Event {
  readonly name: S3EventName;
  readonly version: AnyVersion;
  /** Made by S3 itself, such as a lifecycle. */
  readonly byS3?: true;
  /** `LifecycleTransition`: the new storage class. */
  readonly movedTo?: StorageClass;
  /** `ObjectRestore:Completed`: expiry of the restored copy. */
  readonly restoredUntil?: Date;
  /** `Replication:*` */
  readonly replication?: ReplicationEventData;
}

/** The additional record members of replication events. */
export interface ReplicationEventData {
  readonly replicationRuleId: string;
  /** An ARN. */
  readonly destinationBucket: string;
  readonly s3Operation: string;
  /** ISO 8601. */
  readonly requestTime: string;
  readonly failureReason?: string;
  readonly threshold?: string;
  readonly replicationTime?: string;
}

/** The members of the object in a record, besides key and version. */
export interface ObjectParts {
  readonly size: boolean;
  readonly etag: boolean;
  readonly sequencer: boolean;
}

/** The members of the object by the kind of event (measured). */
export function objectParts({ name, version }: S3Event): ObjectParts {
  const isObject = version.kind === "object";
  switch (name.split(":", 1)[0]) {
    case "ObjectTagging":
    case "ObjectAcl":
      return { size: false, etag: true, sequencer: false };
    case "ObjectRemoved":
    case "LifecycleExpiration":
      return { size: false, etag: name.endsWith(":DeleteMarkerCreated"), sequencer: true };
    case "ObjectRestore":
      return { size: isObject, etag: isObject, sequencer: !name.endsWith(":Delete") };
    case "LifecycleTransition":
    case "Replication":
      return { size: isObject, etag: isObject, sequencer: name === "LifecycleTransition" };
    default:
      return { size: true, etag: true, sequencer: true };
  }
}

/** The ETag of an empty object, which delete markers have in events. */
const EMPTY_ETAG = "d41d8cd98f00b204e9800998ecf8427e";

export function etagOf(version: AnyVersion): string {
  return version.kind === "object" ? version.etag : EMPTY_ETAG;
}

export function sizeOf(version: AnyVersion): number {
  return version.kind === "object" ? version.content.size : 0;
}
