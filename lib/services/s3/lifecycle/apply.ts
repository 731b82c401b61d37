import type { Context } from "../../../runtime/context.js";
import { emit } from "../events/emit.js";
import type { TransitionStorageClass } from "../generated/types.js";
import { addVersion, removeVersion, replaceVersion } from "../objects/versions.js";
import type { BucketRow } from "../state/buckets.js";
import type { DeleteMarker, ObjectVersion } from "../state/objects.js";
import { removeUpload, uploadsOf } from "../uploads/uploads.js";
import { abortMoment } from "./abortion.js";
import type { ActiveLifecycle } from "./active-rules.js";
import { type Due, duesOf, type StandingVersion } from "./dues.js";
import { firstOf, scheduleScan } from "./scans.js";
import { standingVersions } from "./standing.js";
import { preferred } from "./transitions.js";

/** The dependencies of a scan. */
export interface Scan {
  readonly ctx: Context;
  readonly bucket: BucketRow;
  readonly lifecycle: ActiveLifecycle;
}

/** Performs all due actions for a key, and schedules its next scan. */
export function applyTo(scan: Scan, key: string): void {
  const { ctx, bucket, lifecycle } = scan;
  const now = ctx.now();
  for (const standing of standingVersions(ctx, bucket, key)) {
    const dues = duesOf(lifecycle, standing).filter(({ at }) => at <= now);
    if (dues.length > 0 && !waits(standing)) act(scan, standing, dues);
  }
  for (const upload of uploadsOf(ctx, bucket.name, key)) {
    const at = abortMoment(bucket, upload)?.at;
    if (at !== undefined && at <= now) removeUpload(ctx, upload);
  }
  scheduleScan(ctx, bucket.name, key, nextLook(scan, key));
}

/** The first time at which an action for a key is due; infinite if there is none. */
export function nextLook({ ctx, bucket, lifecycle }: Scan, key: string): number {
  let first = Number.POSITIVE_INFINITY;
  for (const standing of standingVersions(ctx, bucket, key))
    first = Math.min(first, firstOf(duesOf(lifecycle, standing)));
  for (const upload of uploadsOf(ctx, bucket.name, key))
    first = Math.min(first, abortMoment(bucket, upload)?.at ?? first);
  return first;
}

/** The lifecycle ignores a version until its replication has succeeded or failed. */
function waits({ version }: StandingVersion): boolean {
  return version.kind === "object" && version.replication?.status === "PENDING";
}

/**
 * Performs the due action for a version. Permanent removal takes precedence over a transition; a transition
 * runs before a delete marker is added.
 */
function act(scan: Scan, { version, noncurrentSince }: StandingVersion, dues: readonly Due[]): void {
  const { ctx, bucket, lifecycle } = scan;
  const expires = dues.some(({ to }) => to === undefined);
  const isCurrent = noncurrentSince === undefined;
  if (expires && (!isCurrent || version.kind === "marker" || lifecycle.unversioned)) {
    removeVersion(ctx, bucket.name, version);
    // AWS is not known to send an event for an expired object delete marker.
    if (version.kind === "object")
      emit(ctx, bucket, { name: "LifecycleExpiration:Delete", version, byS3: true });
    return;
  }
  if (version.kind === "marker") return;
  let to: TransitionStorageClass | undefined;
  for (const due of dues) if (due.to !== undefined) to = preferred(to, due.to);
  if (to !== undefined) move(scan, version, to);
  if (expires) layMarker(scan, version);
}

function move({ ctx, bucket }: Scan, object: ObjectVersion, to: TransitionStorageClass): void {
  const version = { ...object, storageClass: to };
  replaceVersion(ctx, bucket.name, version);
  emit(ctx, bucket, { name: "LifecycleTransition", version, movedTo: to, byS3: true });
}

/** An expired current version of a versioned bucket gets a delete marker, as if it were deleted. */
function layMarker({ ctx, bucket }: Scan, { key }: ObjectVersion): void {
  const version = addVersion<DeleteMarker>(ctx, bucket, key, (versionId, sequence) => ({
    versionId,
    sequence,
    kind: "marker",
    key,
    lastModified: ctx.date(),
    owner: bucket.owner,
  }));
  emit(ctx, bucket, { name: "LifecycleExpiration:DeleteMarkerCreated", version, byS3: true });
}
