import type {
  Grant,
  MFADelete,
  ObjectLockConfiguration,
  ObjectOwnership,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionConfiguration,
  Tag,
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
}
