import { own } from "../../../values/own.js";
import { unknownCannedAcl } from "../errors/protection.js";
import type { Grant } from "../generated/types.js";
import { canonicalId } from "../owners.js";
import { GROUPS, ownersGrant, toGroup, toUser } from "./grants.js";

/** The parties of an ACL. */
export interface AclOwners {
  readonly resource: "BUCKET" | "OBJECT";
  /** The account that owns the bucket or object. */
  readonly owner: string;
  readonly bucketOwner: string;
}

/** The user with which EC2 reads bundles of machine images. */
const EC2 = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";

const EVERYBODY_READS = toGroup(GROUPS.allUsers, "READ");

/** The grants of each canned ACL besides the owner's full control. */
const CANNED: Readonly<Record<string, readonly Grant[]>> = {
  private: [],
  "public-read": [EVERYBODY_READS],
  "public-read-write": [EVERYBODY_READS, toGroup(GROUPS.allUsers, "WRITE")],
  "authenticated-read": [toGroup(GROUPS.authenticatedUsers, "READ")],
  "aws-exec-read": [toUser(EC2, "READ")],
  // Buckets accept these two, and ignore them.
  "bucket-owner-read": [],
  "bucket-owner-full-control": [],
};

const LOG_DELIVERY = [toGroup(GROUPS.logDelivery, "WRITE"), toGroup(GROUPS.logDelivery, "READ_ACP")];

/**
 * The grants of a canned ACL.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 *
 * @throws InvalidArgument for an unknown name
 */
export function cannedAcl(name: string, owners: AclOwners): readonly Grant[] {
  return [ownersGrant(owners.owner), ...grantsOfOthers(name, owners)];
}

function grantsOfOthers(name: string, { resource, owner, bucketOwner }: AclOwners): readonly Grant[] {
  if (resource === "BUCKET" && name === "log-delivery-write") return LOG_DELIVERY;
  if (resource === "OBJECT" && owner !== bucketOwner && name.startsWith("bucket-owner-")) {
    return [toUser(canonicalId(bucketOwner), name === "bucket-owner-read" ? "READ" : "FULL_CONTROL")];
  }
  const grants = own(CANNED, name);
  if (!grants) throw unknownCannedAcl(name);
  return grants;
}
