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

/** The configuration of a bucket. Omitted settings were never set, or were deleted. */
export interface BucketConfiguration {
  readonly tags?: readonly Tag[];
  readonly encryption?: ServerSideEncryptionConfiguration;
  /** Grants of the bucket's ACL. Default full control for the owner. */
  readonly acl?: readonly Grant[];
  readonly ownership?: ObjectOwnership;
  readonly publicAccessBlock?: PublicAccessBlockConfiguration;
  /** Whether deleting a version, or changing the versioning, requires an MFA device. Stored only. */
  readonly mfaDelete?: MFADelete;
  readonly objectLock?: ObjectLockConfiguration;
  /** The policy document as a JSON string, as GetBucketPolicy returns it. */
  readonly policy?: string;
  /** The policy also binds the root user of the owner, which otherwise can repair it. */
  readonly policyBindsRoot?: true;
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

/** Configurations of which a bucket may have many, by id. */
export type Family<Configuration> = Readonly<Record<string, Configuration>>;
