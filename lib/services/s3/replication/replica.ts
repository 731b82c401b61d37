import type { Context } from "../../../runtime/context.js";
import { hasAcls } from "../acl/ownership.js";
import { encryptionFor } from "../encryption/request.js";
import type { ReplicationRule } from "../generated/types.js";
import { hasObjectLock, lockFromRequest } from "../objects/lock.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectLock, ObjectVersion, StoredEncryption } from "../state/objects.js";

/** The replica of a version for a destination, with the same version id, ETag and age. */
export function replicaOf(
  ctx: Context,
  destination: BucketRow,
  source: ObjectVersion,
  rule: ReplicationRule,
): ObjectVersion {
  const { replication: _, restore: __, ...version } = source;
  const owner = ownerFor(destination, source, rule);
  const { acl: ___, ...withoutAcl } = version;
  return {
    ...(owner === source.owner ? version : withoutAcl),
    owner,
    storageClass: rule.Destination.StorageClass ?? source.storageClass,
    encryption: encryptionOf(ctx, destination, source, rule),
    lock: lockFor(ctx, destination, source),
    replication: { status: "REPLICA", replica: true },
  };
}

/** Replicas belong to the owner of their source, unless a rule or the destination changes the owner. */
export function ownerFor(
  destination: BucketRow,
  { owner }: ObjectVersion,
  { Destination }: ReplicationRule,
): string {
  const overrides = Destination.AccessControlTranslation?.Owner === "Destination";
  return overrides || !hasAcls(destination) ? destination.owner : owner;
}

/** The lock of the source takes precedence over the default of the destination. */
function lockFor(ctx: Context, destination: BucketRow, { lock }: ObjectVersion): ObjectLock {
  if (lock.mode !== undefined || lock.legalHold !== undefined) return lock;
  return hasObjectLock(destination) ? lockFromRequest(ctx, destination, {}) : {};
}

function encryptionOf(
  ctx: Context,
  destination: BucketRow,
  { encryption }: ObjectVersion,
  { Destination }: ReplicationRule,
): StoredEncryption {
  switch (encryption.kind) {
    case "customer":
      return encryption;
    case "AES256":
      return encryptionFor(ctx, destination, {});
    default:
      return {
        ...encryption,
        keyId: Destination.EncryptionConfiguration?.ReplicaKmsKeyID ?? encryption.keyId,
      };
  }
}
