import type { ObjectVersion } from "../state/objects.js";

const DAY = 24 * 60 * 60 * 1000;
/** The latest time of `Date`. S3 has no upper limit for days. */
const LAST_MOMENT = 8.64e15;

/** Whether the restored copy of an archived object is available. */
export function isRestored({ restore }: ObjectVersion, now: number): boolean {
  return restore?.expiresAt !== undefined && restore.expiresAt.getTime() > now;
}

/** Whether a restore is in progress. */
export function isBeingRestored({ restore }: ObjectVersion): boolean {
  return restore !== undefined && restore.expiresAt === undefined;
}

/** Expiry of a restored copy, or of an object by its lifecycle: S3 rounds up to the next midnight UTC. */
export function expiryOf(from: number, days: number): Date {
  return new Date(Math.min(Math.ceil((from + days * DAY) / DAY) * DAY, LAST_MOMENT));
}

/** The header `x-amz-restore`; `undefined` if nothing was restored, or the copy has expired. */
export function restoreHeader(object: ObjectVersion, now: number): string | undefined {
  if (isBeingRestored(object)) return 'ongoing-request="true"';
  const { restore } = object;
  if (!restore?.expiresAt || !isRestored(object, now)) return undefined;
  return `ongoing-request="false", expiry-date="${restore.expiresAt.toUTCString()}"`;
}
