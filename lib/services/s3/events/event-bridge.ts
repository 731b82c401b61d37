import type { Context } from "../../../runtime/context.js";
import { bucketArn, regionalArn } from "../../../shared/arn.js";
import type { BucketRow } from "../state/buckets.js";
import { etagOf, type S3Event, sizeOf } from "./event.js";
import { type EventFacts, S3_PRINCIPAL } from "./record.js";

/** The detail type of an event in EventBridge, and its reason. */
interface Detail {
  readonly type: string;
  readonly reason?: string;
  readonly deletionType?: string;
}

const DETAILS: ReadonlyMap<string, Detail> = new Map<string, Detail>([
  ["ObjectCreated:Put", { type: "Object Created", reason: "PutObject" }],
  ["ObjectCreated:Post", { type: "Object Created", reason: "POST Object" }],
  ["ObjectCreated:Copy", { type: "Object Created", reason: "CopyObject" }],
  ["ObjectCreated:CompleteMultipartUpload", { type: "Object Created", reason: "CompleteMultipartUpload" }],
  ["ObjectRemoved:Delete", deleted("DeleteObject", "Permanently Deleted")],
  ["ObjectRemoved:DeleteMarkerCreated", deleted("DeleteObject", "Delete Marker Created")],
  ["LifecycleExpiration:Delete", deleted("Lifecycle Expiration", "Permanently Deleted")],
  ["LifecycleExpiration:DeleteMarkerCreated", deleted("Lifecycle Expiration", "Delete Marker Created")],
  ["LifecycleTransition", { type: "Object Storage Class Changed" }],
  ["ObjectRestore:Post", { type: "Object Restore Initiated" }],
  ["ObjectRestore:Completed", { type: "Object Restore Completed" }],
  ["ObjectRestore:Delete", { type: "Object Restore Expired" }],
  ["ObjectTagging:Put", { type: "Object Tags Added" }],
  ["ObjectTagging:Delete", { type: "Object Tags Deleted" }],
  ["ObjectAcl:Put", { type: "Object ACL Updated" }],
]);

function deleted(reason: string, deletionType: string): Detail {
  return { type: "Object Deleted", reason, deletionType };
}

/** The event bus for events of a bucket. */
export function defaultBus({ owner, region }: BucketRow): string {
  return regionalArn("events", { account: owner, region }, "event-bus/default");
}

/** Whether an event is sent to EventBridge, which excludes replication events. */
export function isForEventBridge({ name }: S3Event): boolean {
  return DETAILS.has(name);
}

/**
 * An event in EventBridge's format.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function envelopeOf(facts: EventFacts): object {
  const { ctx, bucket, event } = facts;
  const { type = "" } = DETAILS.get(event.name) ?? {};
  return {
    version: "0",
    id: ctx.ids.uuid(),
    "detail-type": type,
    source: "aws.s3",
    account: bucket.owner,
    // EventBridge uses whole seconds.
    time: `${ctx.date().toISOString().slice(0, 19)}Z`,
    region: bucket.region,
    resources: [bucketArn(bucket)],
    detail: detailOf(facts, DETAILS.get(event.name)),
  };
}

function detailOf({ ctx, bucket, event, sequencer }: EventFacts, detail: Detail | undefined): object {
  const { byS3, movedTo, restoredUntil, version } = event;
  const isRestore = event.name.startsWith("ObjectRestore:");
  return {
    version: "0",
    "event-version": "1.1",
    bucket: { name: bucket.name },
    object: objectOf(event, sequencer),
    ...(ctx.requestId !== "" && { "request-id": ctx.requestId }),
    requester: byS3 ? S3_PRINCIPAL : requesterOf(ctx),
    ...(!byS3 && { "source-ip-address": "127.0.0.1" }),
    ...(detail?.reason !== undefined && { reason: detail.reason }),
    ...(detail?.deletionType !== undefined && { "deletion-type": detail.deletionType }),
    ...(movedTo !== undefined && { "destination-storage-class": movedTo }),
    ...(restoredUntil && { "restore-expiry-time": restoredUntil.toISOString() }),
    ...(isRestore && version.kind === "object" && { "source-storage-class": version.storageClass }),
  };
}

function objectOf({ name, version }: S3Event, sequencer: string): object {
  const isChange = /^Object(?:Tagging|Acl)/.test(name);
  const isRemoval = name.endsWith(":Delete") && !isChange;
  const isMarker = version.kind === "marker";
  const restores = name.startsWith("ObjectRestore:") || name === "LifecycleTransition";
  return {
    key: version.key,
    ...(!isChange && !isRemoval && !isMarker && { size: sizeOf(version) }),
    ...(!(isRemoval && name !== "ObjectRestore:Delete") && { etag: etagOf(version) }),
    ...(version.versionId !== "null" && { "version-id": version.versionId }),
    ...(!isChange && !restores && { sequencer }),
  };
}

function requesterOf({ account }: Context): string {
  return account;
}
