import type { ObjectVersion } from "../state/objects.js";

const DAY = 24 * 60 * 60 * 1000;
/** Days have no upper limit in S3; dates have one here. */
const LAST_MOMENT = 8.64e15;

/** Whether a copy of an archived object is there to be read: for as many days as was asked. */
export function isRestored({ restore }: ObjectVersion, now: number): boolean {
  return restore?.expiresAt !== undefined && restore.expiresAt.getTime() > now;
}

/** Whether a restore is under way. */
export function isBeingRestored({ restore }: ObjectVersion): boolean {
  return restore !== undefined && restore.expiresAt === undefined;
}

/** The moment until which a copy is kept, or an object by its lifecycle: S3 rounds up to the next midnight UTC. */
export function expiryOf(from: number, days: number): Date {
  return new Date(Math.min(Math.ceil((from + days * DAY) / DAY) * DAY, LAST_MOMENT));
}

/** The header `x-amz-restore`; `undefined` when nothing was restored, or that is over. */
export function restoreHeader(object: ObjectVersion, now: number): string | undefined {
  if (isBeingRestored(object)) return 'ongoing-request="true"';
  const { restore } = object;
  if (!restore?.expiresAt || !isRestored(object, now)) return undefined;
  return `ongoing-request="false", expiry-date="${restore.expiresAt.toUTCString()}"`;
}
