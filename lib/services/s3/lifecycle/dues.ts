import type { TransitionStorageClass } from "../generated/types.js";
import { expiryOf } from "../objects/restores.js";
import type { AnyVersion, DeleteMarker, ObjectVersion } from "../state/objects.js";
import type { ActiveLifecycle, ActiveRule } from "./active-rules.js";
import { takes } from "./filters.js";
import { mayMove } from "./transitions.js";

/** A version with its position among the versions of its key. */
export interface StandingVersion {
  readonly version: AnyVersion;
  /** When a newer version replaced it, in milliseconds since the epoch; omitted for the current one. */
  readonly noncurrentSince?: number;
  /** Number of newer noncurrent objects of the key. */
  readonly newer: number;
  /** Its key has no other version. */
  readonly alone: boolean;
}

/** A lifecycle action for a version. */
export interface Due {
  /** Earliest time of the action: a midnight, or 0 for the next scan. */
  readonly at: number;
  /** The target storage class; omitted for an expiration. */
  readonly to?: TransitionStorageClass;
}

/**
 * All lifecycle actions for a version, past and future.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function duesOf(lifecycle: ActiveLifecycle, standing: StandingVersion): Due[] {
  const { version } = standing;
  const dues: Due[] = [];
  for (const active of lifecycle.rules) {
    if (!isFor(active, version)) continue;
    if (standing.noncurrentSince !== undefined)
      addNoncurrent(dues, lifecycle, active, standing, standing.noncurrentSince);
    else if (version.kind === "object") addCurrent(dues, lifecycle, active, version);
    else if (standing.alone) addMarker(dues, active, version);
  }
  return dues;
}

/** Delete markers have neither tags nor a size, so rules with such filters do not apply. */
function isFor({ filter }: ActiveRule, version: AnyVersion): boolean {
  if (version.kind === "object") return takes(filter, version);
  return (
    version.key.startsWith(filter.prefix) &&
    filter.tags.length === 0 &&
    filter.largerThan === undefined &&
    filter.smallerThan === undefined
  );
}

function addCurrent(
  dues: Due[],
  lifecycle: ActiveLifecycle,
  active: ActiveRule,
  version: ObjectVersion,
): void {
  const { Expiration, Transitions = [] } = active.rule;
  const at = Expiration && dueTime(Expiration, version.lastModified);
  if (at !== undefined) dues.push({ at });
  for (const transition of Transitions) {
    const { StorageClass: to } = transition;
    if (to === undefined || !mayMove(lifecycle, active, version, to)) continue;
    const moment = dueTime(transition, version.lastModified);
    if (moment !== undefined) dues.push({ at: moment, to });
  }
}

/** A delete marker without other versions expires by age, or because a rule requests it. */
function addMarker(dues: Due[], { rule }: ActiveRule, { lastModified }: DeleteMarker): void {
  const { Expiration } = rule;
  if (!Expiration) return;
  const at = Expiration.ExpiredObjectDeleteMarker === true ? 0 : dueTime(Expiration, lastModified);
  if (at !== undefined) dues.push({ at });
}

function addNoncurrent(
  dues: Due[],
  lifecycle: ActiveLifecycle,
  active: ActiveRule,
  { version, newer }: StandingVersion,
  since: number,
): void {
  const { NoncurrentVersionExpiration: expiration, NoncurrentVersionTransitions = [] } = active.rule;
  if (expiration?.NoncurrentDays !== undefined && newer >= (expiration.NewerNoncurrentVersions ?? 0)) {
    const at = expiryOf(since, expiration.NoncurrentDays).getTime();
    dues.push({ at: Math.max(at, lockedUntil(version)) });
  }
  if (version.kind === "marker") return;
  for (const {
    NoncurrentDays,
    NewerNoncurrentVersions = 0,
    StorageClass: to,
  } of NoncurrentVersionTransitions) {
    if (to === undefined || NoncurrentDays === undefined || newer < NewerNoncurrentVersions) continue;
    if (mayMove(lifecycle, active, version, to))
      dues.push({ at: expiryOf(since, NoncurrentDays).getTime(), to });
  }
}

/** The due time of an action with a date, or with days after a time. */
function dueTime(
  { Days, Date: date }: { readonly Days?: number; readonly Date?: Date },
  from: Date,
): number | undefined {
  if (date) return date.getTime();
  return Days === undefined ? undefined : expiryOf(from.getTime(), Days).getTime();
}

/** End of a version's protection against permanent removal; infinite for a legal hold. */
function lockedUntil(version: AnyVersion): number {
  if (version.kind === "marker") return 0;
  const { legalHold, retainUntil } = version.lock;
  if (legalHold === "ON") return Number.POSITIVE_INFINITY;
  return retainUntil === undefined ? 0 : expiryOf(retainUntil.getTime(), 0).getTime();
}
