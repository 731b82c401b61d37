import type { Context } from "../../../runtime/context.js";
import { findBucket, findSeenBucket, saveBucket } from "../buckets/find.js";
import { replicationKeepsVersioning, versioningWithoutStatus } from "../errors/buckets.js";
import { lockKeepsVersioning } from "../errors/protection.js";
import { accessDenied } from "../errors/requests.js";
import type {
  GetBucketVersioningOutput,
  GetBucketVersioningRequest,
  PutBucketVersioningRequest,
} from "../generated/types.js";
import { hasObjectLock } from "../objects/lock.js";

export function putBucketVersioning(input: PutBucketVersioningRequest, ctx: Context): object {
  const bucket = findBucket(ctx, input);
  const { Status, MFADelete } = input.VersioningConfiguration;
  if (Status === undefined) throw versioningWithoutStatus();
  if (Status === "Suspended" && hasObjectLock(bucket)) throw lockKeepsVersioning();
  if (Status === "Suspended" && bucket.configuration.replication) throw replicationKeepsVersioning();
  const { mfaDelete } = bucket.configuration;
  const needsMfa = mfaDelete === "Enabled" || MFADelete === "Enabled";
  if (needsMfa && input.MFA === undefined) {
    throw accessDenied("Mfa Authentication must be used for this request");
  }
  saveBucket(ctx, {
    ...bucket,
    versioning: Status,
    configuration: { ...bucket.configuration, ...(MFADelete !== undefined && { mfaDelete: MFADelete }) },
  });
  return {};
}

export function getBucketVersioning(
  input: GetBucketVersioningRequest,
  ctx: Context,
): GetBucketVersioningOutput {
  const { versioning, configuration } = findSeenBucket(ctx, input);
  const { mfaDelete } = configuration;
  return {
    ...(versioning !== undefined && { Status: versioning }),
    ...(mfaDelete !== undefined && { MFADelete: mfaDelete }),
  };
}
