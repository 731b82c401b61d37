import type {
  AnalyticsConfiguration,
  BucketAbacStatus,
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
  Tag,
  TransitionDefaultMinimumObjectSize,
  WebsiteConfiguration,
} from "../generated/types.js";

/** What was configured for a bucket. What is left out was never set, or was deleted. */
export interface BucketConfiguration {
  readonly tags?: readonly Tag[];
  readonly encryption?: ServerSideEncryptionConfiguration;
  /** Grants of the bucket's ACL; left out, all is its owner's. */
  readonly acl?: readonly Grant[];
  readonly ownership?: ObjectOwnership;
  readonly publicAccessBlock?: PublicAccessBlockConfiguration;
  /** Whether deleting a version, or changing the versioning, is said to need a device. */
  readonly mfaDelete?: MFADelete;
  readonly objectLock?: ObjectLockConfiguration;
  /** The policy document as JSON text, as GetBucketPolicy answers it. */
  readonly policy?: string;
  readonly lifecycle?: LifecycleSettings;
  readonly cors?: readonly CORSRule[];
  readonly website?: WebsiteConfiguration;
  readonly logging?: LoggingEnabled;
  readonly notification?: NotificationConfiguration;
  readonly replication?: ReplicationConfiguration;
  readonly payer?: Payer;
  readonly acceleration?: "Enabled" | "Suspended";
  readonly abac?: BucketAbacStatus;
  readonly analytics?: Family<AnalyticsConfiguration>;
  readonly intelligentTiering?: Family<IntelligentTieringConfiguration>;
  readonly inventories?: Family<InventoryConfiguration>;
  readonly metrics?: Family<MetricsConfiguration>;
}

/** The lifecycle rules of a bucket. */
export interface LifecycleSettings {
  /** Each with an ID. */
  readonly rules: readonly LifecycleRule[];
  readonly minimumSize: TransitionDefaultMinimumObjectSize;
}

/** Configurations of which a bucket may have many, by their ids. */
export type Family<Configuration> = Readonly<Record<string, Configuration>>;
