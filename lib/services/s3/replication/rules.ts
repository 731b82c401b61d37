import { own } from "../../../values/own.js";
import type { ReplicationRule, Tag } from "../generated/types.js";
import { isArchive } from "../objects/storage-classes.js";
import type { BucketRow } from "../state/buckets.js";
import type { AnyVersion, ObjectVersion } from "../state/objects.js";

/**
 * The rules that replicate a version: for each destination, the matching one with the highest priority.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
 */
export function rulesFor(
  { configuration, owner }: BucketRow,
  version: AnyVersion,
): readonly ReplicationRule[] {
  const chosen = new Map<string, ReplicationRule>();
  for (const rule of configuration.replication?.Rules ?? []) {
    if (!isFor(rule, version, owner)) continue;
    const { Bucket } = rule.Destination;
    const known = chosen.get(Bucket);
    if (!known || (rule.Priority ?? 0) > (known.Priority ?? 0)) chosen.set(Bucket, rule);
  }
  return [...chosen.values()];
}

function isFor(rule: ReplicationRule, version: AnyVersion, owner: string): boolean {
  if (rule.Status !== "Enabled" || !version.key.startsWith(prefixOf(rule))) return false;
  if (version.kind === "marker") return replicatesMarkers(rule, owner);
  return hasTags(rule, version) && !isArchive(version.storageClass) && isEncryptedFor(rule, version);
}

function prefixOf({ Prefix, Filter }: ReplicationRule): string {
  return Prefix ?? Filter?.Prefix ?? Filter?.And?.Prefix ?? "";
}

function hasTags({ Filter }: ReplicationRule, { tags }: ObjectVersion): boolean {
  const wanted: readonly Tag[] = Filter?.And?.Tags ?? (Filter?.Tag ? [Filter.Tag] : []);
  return wanted.every(({ Key, Value }) => own(tags, Key) === Value);
}

/** Rules of the first schema replicate delete markers within an account; others only if enabled. */
function replicatesMarkers(
  { Filter, DeleteMarkerReplication, Destination }: ReplicationRule,
  owner: string,
): boolean {
  if (Filter) return DeleteMarkerReplication?.Status === "Enabled";
  return Destination.Account === undefined || Destination.Account === owner;
}

/** Objects encrypted with KMS are replicated only by rules that select them. */
function isEncryptedFor(
  { SourceSelectionCriteria }: ReplicationRule,
  { encryption }: ObjectVersion,
): boolean {
  if (encryption.kind === "AES256" || encryption.kind === "customer") return true;
  return SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === "Enabled";
}

/** The id of a rule; each stored rule has one. */
export function ruleId({ ID = "" }: ReplicationRule): string {
  return ID;
}
