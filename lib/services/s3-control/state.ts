import { defineTable } from "../../runtime/store/store.js";
import type { PublicAccessBlockConfiguration } from "./generated/types.js";

/** The public access block of an account; every member is present. */
export const PUBLIC_ACCESS_BLOCKS = defineTable<Required<PublicAccessBlockConfiguration>>({
  name: "s3-control.public-access-blocks",
  key: [],
  scope: "account",
});

/** An access point of a bucket. */
export interface AccessPointRow {
  readonly name: string;
  readonly bucket: string;
  /** The account that owns the bucket. */
  readonly bucketAccount: string;
  /** The only VPC from which it accepts requests. */
  readonly vpcId?: string;
  readonly publicAccessBlock: Required<PublicAccessBlockConfiguration>;
  readonly alias: string;
  readonly createdAt: Date;
  /** The document of its policy. */
  readonly policy?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Access points by name. */
export const ACCESS_POINTS = defineTable<AccessPointRow>({ name: "s3-control.access-points", key: "name" });

/** Account, region and name of an access point. */
export interface AliasRow {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly bucket: string;
}

/** The access points of all accounts and regions by alias; aliases are unique, like bucket names. */
export const ALIASES = defineTable<AliasRow>({
  name: "s3-control.access-point-aliases",
  key: "alias",
  scope: "global",
});
