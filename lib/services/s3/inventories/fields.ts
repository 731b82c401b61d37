import type { Context } from "../../../runtime/context.js";
import { ownersGrant } from "../acl/grants.js";
import type { InventoryOptionalField } from "../generated/types.js";
import { expirationMember } from "../lifecycle/expiration.js";
import { canonicalId } from "../owners.js";
import type { BucketRow } from "../state/buckets.js";
import type { AnyVersion, ObjectVersion } from "../state/objects.js";

/** A version in a report. */
export interface Listed {
  readonly ctx: Context;
  readonly bucket: BucketRow;
  readonly version: AnyVersion;
  readonly isLatest: boolean;
}

/** The optional fields of inventories in column order, each with a function for its value. */
const FIELDS: ReadonlyMap<InventoryOptionalField, (object: ObjectVersion, listed: Listed) => string> =
  new Map<InventoryOptionalField, (object: ObjectVersion, listed: Listed) => string>([
    ["Size", ({ content }) => String(content.size)],
    ["LastModifiedDate", ({ lastModified }) => lastModified.toISOString()],
    ["ETag", ({ etag }) => etag],
    ["StorageClass", ({ storageClass }) => storageClass],
    ["IsMultipartUploaded", ({ uploadId }) => String(uploadId !== undefined)],
    ["ReplicationStatus", ({ replication }) => replication?.status ?? ""],
    ["EncryptionStatus", ({ encryption }) => encryptionName(encryption.kind)],
    ["ObjectLockRetainUntilDate", ({ lock }) => lock.retainUntil?.toISOString() ?? ""],
    ["ObjectLockMode", ({ lock }) => lock.mode ?? ""],
    ["ObjectLockLegalHoldStatus", ({ lock }) => lock.legalHold ?? ""],
    [
      "IntelligentTieringAccessTier",
      ({ storageClass }) => (storageClass === "INTELLIGENT_TIERING" ? "FREQUENT" : ""),
    ],
    [
      "BucketKeyStatus",
      ({ encryption }) => ("bucketKey" in encryption && encryption.bucketKey ? "ENABLED" : "DISABLED"),
    ],
    ["ChecksumAlgorithm", ({ checksum }) => checksum.algorithm],
    ["ObjectAccessControlList", aclOf],
    ["ObjectOwner", ({ owner }) => canonicalId(owner)],
    ["LifecycleExpirationDate", expirationOf],
  ]);

/** The names of the requested columns, in column order. */
export function columnsOf(asked: readonly InventoryOptionalField[] = []): InventoryOptionalField[] {
  return [...FIELDS.keys()].filter((field) => asked.includes(field));
}

/** The value of a column. Delete markers have only a date and an owner. */
export function valueInColumn(field: InventoryOptionalField, listed: Listed): string {
  const { version } = listed;
  if (version.kind === "object") return FIELDS.get(field)?.(version, listed) ?? "";
  if (field === "LastModifiedDate") return version.lastModified.toISOString();
  return field === "ObjectOwner" ? canonicalId(version.owner) : "";
}

function encryptionName(kind: ObjectVersion["encryption"]["kind"]): string {
  switch (kind) {
    case "AES256":
      return "SSE-S3";
    case "aws:kms":
      return "SSE-KMS";
    case "aws:kms:dsse":
      return "DSSE-KMS";
    case "customer":
      return "SSE-C";
  }
}

function aclOf({ acl, owner }: ObjectVersion): string {
  const grants = (acl ?? [ownersGrant(owner)]).map(({ Grantee, Permission }) => ({
    canonicalId: Grantee?.ID ?? "",
    type: Grantee?.Type ?? "",
    permission: Permission ?? "",
  }));
  return Buffer.from(JSON.stringify({ version: "2022-11-10", status: "AVAILABLE", grants })).toString(
    "base64",
  );
}

function expirationOf(object: ObjectVersion, { bucket, isLatest }: Listed): string {
  const { Expiration = "" } = isLatest ? expirationMember(bucket, object) : {};
  const day = /expiry-date="(.*?)"/.exec(Expiration)?.[1];
  return day === undefined ? "" : new Date(day).toISOString();
}
