import { deliveriesOf } from "../../delivery/engine.js";
import type { Context } from "../../runtime/context.js";
import { withPrefix } from "../../runtime/store/store.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { type S3Bucket, viewOfBucket } from "./bucket-views.js";
import { EVENT_DELIVERY } from "./events/deliver.js";
import { objectKey } from "./objects/keys.js";
import { isObject, latestVersion, otherVersions } from "./objects/versions.js";
import { BUCKETS } from "./state/buckets.js";
import { type AnyVersion, OBJECTS, type ObjectVersion, VERSIONS } from "./state/objects.js";
import { UPLOADS } from "./state/uploads.js";
import { partsOf } from "./uploads/uploads.js";
import {
  type S3EventDelivery,
  type S3Object,
  type S3Upload,
  type S3Version,
  viewOfDelivery,
  viewOfObject,
  viewOfVersion,
} from "./views.js";

export function bucket(ctx: Context, name: string): S3Bucket | undefined {
  const row = ctx.table(BUCKETS).get(name);
  return row?.owner === ctx.account ? viewOfBucket(row) : undefined;
}

export function bucketsOf(ctx: Context): S3Bucket[] {
  const rows = [...ctx.table(BUCKETS).values()];
  return rows.filter(({ owner }) => owner === ctx.account).map(viewOfBucket);
}

export function objects(ctx: Context, bucket: string, prefix = ""): S3Object[] {
  requireBucket(ctx, bucket);
  return Array.from(withPrefix(ctx.table(OBJECTS), objectKey(bucket, prefix)), (object) =>
    viewOfObject(bucket, object),
  );
}

export function versions(ctx: Context, bucket: string, prefix = ""): S3Version[] {
  requireBucket(ctx, bucket);
  const start = objectKey(bucket, prefix);
  const keys = new Set<string>();
  for (const table of [OBJECTS, VERSIONS] as const) {
    for (const { key } of withPrefix<AnyVersion>(ctx.table<AnyVersion>(table), start)) keys.add(key);
  }
  const ordered = [...keys].sort((a, b) => (objectKey("", a) < objectKey("", b) ? -1 : 1));
  return ordered.flatMap((key) =>
    versionsOf(ctx, bucket, key).map((version, index) => viewOfVersion(bucket, version, index === 0)),
  );
}

export function uploads(ctx: Context, bucket: string): S3Upload[] {
  requireBucket(ctx, bucket);
  const uploads = [...ctx.table(UPLOADS).values()].filter((upload) => upload.bucket === bucket);
  return uploads.map((upload) => ({
    bucket,
    key: upload.key,
    uploadId: upload.uploadId,
    initiated: new Date(upload.initiated),
    parts: Array.from(partsOf(ctx, upload), ({ number, content, etag }) => ({
      number,
      size: content.size,
      etag,
    })),
  }));
}

export function bytesOf(
  ctx: Context,
  bucket: string,
  key: string,
  versionId?: string,
): Uint8Array | undefined {
  return find(ctx, bucket, key, versionId)?.content.bytes();
}

export function find(
  ctx: Context,
  bucket: string,
  key: string,
  versionId?: string,
): ObjectVersion | undefined {
  requireBucket(ctx, bucket);
  const version =
    versionId === undefined
      ? latestVersion(ctx, bucket, key)
      : versionsOf(ctx, bucket, key).find((candidate) => candidate.versionId === versionId);
  return version && isObject(version) ? version : undefined;
}

/** @throws UnknownResource */
export function requireBucket(ctx: Context, bucket: string): void {
  const buckets = ctx.table(BUCKETS);
  if (buckets.has(bucket)) return;
  throw new UnknownResource(
    "bucket",
    bucket,
    Array.from(buckets.values(), ({ name }) => name),
  );
}

/** The versions of a key, newest first. */
function versionsOf(ctx: Context, bucket: string, key: string): AnyVersion[] {
  const current = ctx.table(OBJECTS).get(objectKey(bucket, key));
  return [...(current ? [current] : []), ...otherVersions(ctx, bucket, key)];
}

/** The latest event deliveries, oldest first, of one bucket or of all buckets of the account. */
export function eventDeliveries(ctx: Context, bucket?: string): S3EventDelivery[] {
  const buckets = ctx.table(BUCKETS);
  return deliveriesOf(ctx, EVENT_DELIVERY)
    .filter(({ message }) =>
      bucket === undefined ? buckets.get(message.bucket)?.owner === ctx.account : message.bucket === bucket,
    )
    .map(viewOfDelivery);
}
