import { isDeepStrictEqual } from "node:util";
import type { Context } from "../../../runtime/context.js";
import { ownersGrant } from "../acl/grants.js";
import { checkAllowed, hasAcls } from "../acl/ownership.js";
import { aclFromRequest } from "../acl/request.js";
import { findBucket, saveBucket } from "../buckets/find.js";
import type {
  GetBucketAclOutput,
  GetBucketAclRequest,
  GetObjectAclOutput,
  GetObjectAclRequest,
  PutBucketAclRequest,
  PutObjectAclOutput,
  PutObjectAclRequest,
} from "../generated/types.js";
import { announceChanged } from "../objects/announce.js";
import { findForSubresource, findObject } from "../objects/find.js";
import { replaceVersion } from "../objects/versions.js";
import { ownerOf } from "../owners.js";

export function putBucketAcl(input: PutBucketAclRequest, ctx: Context): object {
  const bucket = findBucket(ctx, input);
  const { owner, configuration } = bucket;
  const acl = aclFromRequest(input, { resource: "BUCKET", owner, bucketOwner: owner });
  checkAllowed(ctx, bucket, acl, { input, action: "s3:PutBucketAcl" });
  saveBucket(ctx, { ...bucket, configuration: { ...configuration, acl } });
  return {};
}

export function getBucketAcl(input: GetBucketAclRequest, ctx: Context): GetBucketAclOutput {
  const { owner, configuration } = findBucket(ctx, input);
  return { Owner: ownerOf(owner), Grants: configuration.acl ?? [ownersGrant(owner)] };
}

export function putObjectAcl(input: PutObjectAclRequest, ctx: Context): PutObjectAclOutput {
  const bucket = findBucket(ctx, input);
  const object = findForSubresource(ctx, bucket, input, "PUT");
  const acl = aclFromRequest(input, {
    resource: "OBJECT",
    owner: object.owner,
    bucketOwner: bucket.owner,
  });
  checkAllowed(ctx, bucket, acl, { input, action: "s3:PutObjectAcl", key: input.Key });
  const version = { ...object, acl };
  replaceVersion(ctx, bucket.name, version);
  if (!isDeepStrictEqual(acl, object.acl ?? [ownersGrant(object.owner)]))
    announceChanged(ctx, bucket, "OBJECT_PUT_ACL", version, "ObjectAcl:Put");
  return {};
}

export function getObjectAcl(input: GetObjectAclRequest, ctx: Context): GetObjectAclOutput {
  const bucket = findBucket(ctx, input);
  const { owner, acl } = findObject(ctx, bucket, input, "GET");
  // Grants from before ACLs were disabled are kept, but not returned.
  const grants = hasAcls(bucket) ? acl : undefined;
  return { Owner: ownerOf(owner), Grants: grants ?? [ownersGrant(owner)] };
}
