import type { AccountRegion } from "../scope.js";
import type { PublicAccessBlock } from "./account-public-access.js";

/** The facts of an access point that requests through it need. */
export interface AccessPointFacts {
  readonly arn: string;
  /** Owner account. */
  readonly account: string;
  readonly bucket: string;
  /** Policy document. */
  readonly policy?: string;
  readonly publicAccessBlock: PublicAccessBlock;
  /** The only VPC from which it accepts requests. */
  readonly vpcId?: string;
}

/** Finds access points of buckets. Implemented by S3 Control. */
export interface AccessPointDirectory {
  named(at: AccountRegion, name: string): AccessPointFacts | undefined;
  /** Finds an access point by the alias used in place of a bucket name. */
  aliased(alias: string): AccessPointFacts | undefined;
  /** Whether a bucket has access points, in any account. */
  areOf(bucket: string): boolean;
}
