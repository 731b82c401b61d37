import type { PolicyDocument } from "../../policies/document.js";
import { ownersGrant } from "./acl/grants.js";
import { DEFAULT_ENCRYPTION } from "./buckets/encryption.js";
import type {
  AnalyticsConfiguration,
  CORSRule,
  Grant,
  IntelligentTieringConfiguration,
  InventoryConfiguration,
  LifecycleRule,
  LoggingEnabled,
  MetricsConfiguration,
  MFADelete,
  NotificationConfiguration,
  ObjectLockConfiguration,
  ObjectOwnership,
  Payer,
  PublicAccessBlockConfiguration,
  ReplicationConfiguration,
  ServerSideEncryptionConfiguration,
  WebsiteConfiguration,
} from "./generated/types.js";
import type { Family } from "./state/bucket-configuration.js";
import type { BucketRow } from "./state/buckets.js";
import { tagRecord } from "./tags.js";

/** A bucket, as returned to tests. */
export interface S3Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: Date;
  /** Omitted if it was never set. */
  readonly versioning?: "Enabled" | "Suspended";
  readonly configuration: S3BucketConfiguration;
}

/**
 * The configuration of a bucket, by the member names of S3's operations. Settings that were never set, or
 * were deleted, are omitted; the defaults that S3 gives every bucket are included.
 */
export interface S3BucketConfiguration {
  readonly tags: Readonly<Record<string, string>>;
  /** The grants of the ACL. */
  readonly acl: readonly Grant[];
  readonly ownership?: ObjectOwnership;
  readonly publicAccessBlock?: PublicAccessBlockConfiguration;
  readonly policy?: PolicyDocument;
  readonly encryption: ServerSideEncryptionConfiguration;
  readonly objectLock?: ObjectLockConfiguration;
  readonly mfaDelete?: MFADelete;
  readonly lifecycleRules?: readonly LifecycleRule[];
  readonly corsRules?: readonly CORSRule[];
  readonly notifications?: NotificationConfiguration;
  readonly replication?: ReplicationConfiguration;
  readonly logging?: LoggingEnabled;
  readonly website?: WebsiteConfiguration;
  readonly requestPayer: Payer;
  readonly acceleration?: "Enabled" | "Suspended";
  readonly abac?: "Enabled" | "Disabled";
  /** By id, as the three members below. */
  readonly analytics?: Family<AnalyticsConfiguration>;
  readonly intelligentTiering?: Family<IntelligentTieringConfiguration>;
  readonly inventories?: Family<InventoryConfiguration>;
  readonly metrics?: Family<MetricsConfiguration>;
}

/** @returns a copy, which tests may change. */
export function viewOfBucket({
  name,
  region,
  createdAt,
  versioning,
  owner,
  configuration,
}: BucketRow): S3Bucket {
  const {
    tags = [],
    acl,
    policy,
    encryption,
    lifecycle,
    cors,
    notification,
    payer,
    ...others
  } = configuration;
  return structuredClone({
    name,
    region,
    createdAt,
    ...(versioning !== undefined && { versioning }),
    configuration: defined({
      tags: tagRecord(tags),
      acl: acl ?? [ownersGrant(owner)],
      // Validated when it was stored.
      policy: policy === undefined ? undefined : (JSON.parse(policy) as PolicyDocument),
      encryption: encryption ?? DEFAULT_ENCRYPTION,
      lifecycleRules: lifecycle?.rules,
      corsRules: cors,
      notifications: notification,
      requestPayer: payer ?? "BucketOwner",
      ...others,
    }),
  });
}

/** A copy without `undefined` members, such as those of deleted configurations. */
function defined<Members extends object>(members: Members): Members {
  const copy = { ...members };
  for (const name of Object.keys(copy) as (keyof Members)[]) {
    if (copy[name] === undefined) delete copy[name];
  }
  return copy;
}
