import { isAnonymous } from "../../../runtime/caller.js";
import type { Context } from "../../../runtime/context.js";
import { bucketArn } from "../../../shared/arn.js";
import type { BucketRow } from "../state/buckets.js";
import { etagOf, objectParts, type ReplicationEventData, type S3Event, sizeOf } from "./event.js";
import type { S3EventName } from "./names.js";

/** The version of all records since July 2026. */
const EVENT_VERSION = "2.5";
/** The principal of actions by S3 itself. */
export const S3_PRINCIPAL = "s3.amazonaws.com";

/**
 * A record of an event, as functions, queues and topics receive it.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export interface S3EventRecord {
  readonly eventVersion: string;
  readonly eventSource: "aws:s3";
  readonly awsRegion: string;
  /** ISO 8601. */
  readonly eventTime: string;
  readonly eventName: S3EventName;
  readonly userIdentity: { readonly principalId: string };
  readonly requestParameters: { readonly sourceIPAddress: string };
  readonly responseElements: { readonly "x-amz-request-id": string; readonly "x-amz-id-2": string };
  readonly s3: {
    readonly s3SchemaVersion: "1.0";
    /** The id of the matching configuration. */
    readonly configurationId: string;
    readonly bucket: {
      readonly name: string;
      readonly ownerIdentity: { readonly principalId: string };
      readonly arn: string;
      /** Bucket tags whose keys start with `aws:`. */
      readonly awsGeneratedTags?: Readonly<Record<string, string>>;
    };
    readonly object: {
      /** Form-encoded: a space is `+`. */
      readonly key: string;
      /** Bytes. */
      readonly size?: number;
      /** Without quotes. */
      readonly eTag?: string;
      readonly versionId?: string;
      readonly sequencer?: string;
    };
  };
  readonly glacierEventData?: {
    readonly restoreEventData: {
      readonly lifecycleRestorationExpiryTime: string;
      readonly lifecycleRestoreStorageClass: string;
    };
  };
  readonly lifecycleEventData?: {
    readonly transitionEventData: { readonly destinationStorageClass: string };
  };
  readonly replicationEventData?: ReplicationEventData;
}

/** The common content of the records of one event, for all destinations. */
export interface EventFacts {
  readonly ctx: Context;
  readonly bucket: BucketRow;
  readonly event: S3Event;
  /** Sixteen hexadecimal digits; empty if no record shows it. */
  readonly sequencer: string;
  readonly hostId: string;
}

export function recordOf(facts: EventFacts, configurationId: string): S3EventRecord {
  const { ctx, bucket, event, hostId } = facts;
  const { name, region, owner } = bucket;
  const generated = event.replication ? undefined : generatedTags(bucket);
  return {
    eventVersion: EVENT_VERSION,
    eventSource: "aws:s3",
    awsRegion: region,
    eventTime: ctx.date().toISOString(),
    eventName: event.name,
    userIdentity: { principalId: event.byS3 ? S3_PRINCIPAL : principalOf(ctx, owner) },
    requestParameters: { sourceIPAddress: event.byS3 ? S3_PRINCIPAL : "127.0.0.1" },
    responseElements: { "x-amz-request-id": ctx.requestId, "x-amz-id-2": hostId },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: {
        name,
        ownerIdentity: { principalId: customerId(owner) },
        arn: bucketArn({ name, region }),
        ...(generated && { awsGeneratedTags: generated }),
      },
      object: objectOf(facts),
    },
    ...extraData(event),
  };
}

function objectOf({ event, sequencer }: EventFacts): S3EventRecord["s3"]["object"] {
  const { version } = event;
  const parts = objectParts(event);
  return {
    key: formEncoded(version.key),
    ...(parts.size && { size: sizeOf(version) }),
    ...(parts.etag && { eTag: etagOf(version) }),
    ...(version.versionId !== "null" && { versionId: version.versionId }),
    ...(parts.sequencer && { sequencer: `00${sequencer.toUpperCase()}` }),
  };
}

function extraData({ version, movedTo, restoredUntil, replication }: S3Event): Partial<S3EventRecord> {
  if (movedTo !== undefined)
    return { lifecycleEventData: { transitionEventData: { destinationStorageClass: movedTo } } };
  if (restoredUntil) {
    const lifecycleRestorationExpiryTime = restoredUntil.toISOString();
    const lifecycleRestoreStorageClass = version.kind === "object" ? version.storageClass : "";
    return {
      glacierEventData: {
        restoreEventData: { lifecycleRestorationExpiryTime, lifecycleRestoreStorageClass },
      },
    };
  }
  return replication ? { replicationEventData: replication } : {};
}

/** The principal: a user or session by its id, the root user by its account id. */
function principalOf({ caller, requestId }: Context, owner: string): string {
  if (isAnonymous(caller) && requestId !== "") return "Anonymous";
  return caller.arn.endsWith(":root") ? customerId(owner) : `AWS:${caller.userId}`;
}

/**
 * The customer id, which is neither the account id nor the canonical id: 14 letters and digits derived from
 * the account. Records are created often, and a digest would cost more than the rest of a record.
 */
function customerId(account: string): string {
  const number = Number(account) % 1e12;
  const halves = [number * 7919, number * 6007 + 1e9].map((half) => half.toString(36).toUpperCase());
  return `A${halves.join("").padEnd(13, "X").slice(0, 13)}`;
}

function generatedTags({ configuration }: BucketRow): Readonly<Record<string, string>> | undefined {
  const tags = configuration.tags?.filter(({ Key }) => Key.startsWith("aws:")) ?? [];
  return tags.length === 0 ? undefined : Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** Form-encoded, except for slashes. */
function formEncoded(key: string): string {
  return encodeURIComponent(key)
    .replaceAll("%20", "+")
    .replaceAll("%2F", "/")
    .replace(/[!'()~]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`);
}
