import type {
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
  readonly ownership?: ObjectOwnership;
  readonly publicAccessBlock?: PublicAccessBlockConfiguration;
  readonly objectLock?: ObjectLockConfiguration;
}
