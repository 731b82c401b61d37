import type { Need } from "../../authorization/requirement.js";
import { type AuthorizationTable, passRole } from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import { bucketArn } from "../../shared/arn.js";
import { S3Keys } from "./access/condition-keys.js";
import { bucketNeed } from "./access/needs.js";
import {
  beginning,
  completing,
  copying,
  copyingPart,
  deleting,
  onKey,
  onObject,
  reading,
  tagging,
  writing,
  writingPart,
} from "./access/object-needs.js";
import { signedOnly } from "./access/unsigned.js";
import { onUpload } from "./access/upload-needs.js";
import { type BucketReference, findBucketAnywhere } from "./buckets/find.js";
import type {
  CreateBucketRequest,
  PutBucketReplicationRequest,
  PutObjectRetentionRequest,
  S3Operations,
} from "./generated/types.js";

/** An action on a bucket. */
const on = (action: string) => (input: BucketReference, ctx: Context) => bucketNeed(ctx, input, action);

/** The root user of the owner account can repair a bucket policy, unless it confirmed that it gives this up. */
const repairing =
  (action: string) =>
  (input: BucketReference, ctx: Context): Need => {
    const need = bucketNeed(ctx, input, action);
    const { policyBindsRoot } = findBucketAnywhere(ctx, input).configuration;
    return policyBindsRoot ? need : { ...need, repair: true };
  };

/** A bucket that does not exist belongs to its creator. */
function creatingBucket(input: CreateBucketRequest, ctx: Context): readonly Need[] {
  const { ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP } = input;
  const actions = ["s3:CreateBucket"];
  const hasGrants = GrantFullControl ?? GrantRead ?? GrantReadACP ?? GrantWrite ?? GrantWriteACP;
  if (hasGrants !== undefined || (ACL !== undefined && ACL !== "private")) actions.push("s3:PutBucketAcl");
  if (input.ObjectLockEnabledForBucket)
    actions.push("s3:PutBucketObjectLockConfiguration", "s3:PutBucketVersioning");
  if (input.ObjectOwnership !== undefined) actions.push("s3:PutBucketOwnershipControls");
  if (input.CreateBucketConfiguration?.Tags !== undefined) actions.push("s3:TagResource");
  const { LocationConstraint } = input.CreateBucketConfiguration ?? {};
  const keys = new S3Keys(ctx);
  const resource = bucketArn({ region: ctx.region, name: input.Bucket });
  const located = {
    get: (key: string) => (key === "s3:locationconstraint" ? LocationConstraint : keys.get(key)),
  };
  return actions.map((action) => ({
    action,
    resource,
    shown: `"${resource}"`,
    owner: ctx.account,
    keys: located,
  }));
}

/** Each key is decided separately while it is deleted; the request as a whole is never denied. */
const eachKey = (): readonly Need[] => [];

const replicating = (input: PutBucketReplicationRequest, ctx: Context): readonly Need[] => [
  bucketNeed(ctx, input, "s3:PutReplicationConfiguration"),
  ...passRole([input.ReplicationConfiguration.Role], "s3.amazonaws.com"),
];

function retaining(input: PutObjectRetentionRequest, ctx: Context): readonly Need[] {
  const need = onKey("s3:PutObjectRetention")(input, ctx);
  return input.BypassGovernanceRetention ? [need, onKey("s3:BypassGovernanceRetention")(input, ctx)] : [need];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export const authorization = {
  abortMultipartUpload: onUpload("s3:AbortMultipartUpload"),
  completeMultipartUpload: completing,
  copyObject: signedOnly("CopyObject", copying),
  createBucket: creatingBucket,
  createMultipartUpload: signedOnly("CreateMultipartUpload", beginning),
  deleteBucket: on("s3:DeleteBucket"),
  deleteBucketAnalyticsConfiguration: on("s3:PutAnalyticsConfiguration"),
  deleteBucketCors: on("s3:PutBucketCORS"),
  deleteBucketEncryption: on("s3:PutEncryptionConfiguration"),
  deleteBucketIntelligentTieringConfiguration: on("s3:PutIntelligentTieringConfiguration"),
  deleteBucketInventoryConfiguration: on("s3:PutInventoryConfiguration"),
  deleteBucketLifecycle: on("s3:PutLifecycleConfiguration"),
  deleteBucketMetricsConfiguration: on("s3:PutMetricsConfiguration"),
  deleteBucketOwnershipControls: on("s3:PutBucketOwnershipControls"),
  deleteBucketPolicy: repairing("s3:DeleteBucketPolicy"),
  deleteBucketReplication: on("s3:PutReplicationConfiguration"),
  deleteBucketTagging: on("s3:PutBucketTagging"),
  deleteBucketWebsite: on("s3:DeleteBucketWebsite"),
  deleteObject: deleting,
  deleteObjectTagging: onObject("s3:DeleteObjectTagging"),
  deleteObjects: eachKey,
  deletePublicAccessBlock: on("s3:PutBucketPublicAccessBlock"),
  getBucketAbac: on("s3:GetBucketAbac"),
  getBucketAccelerateConfiguration: on("s3:GetAccelerateConfiguration"),
  getBucketAcl: on("s3:GetBucketAcl"),
  getBucketAnalyticsConfiguration: on("s3:GetAnalyticsConfiguration"),
  getBucketCors: on("s3:GetBucketCORS"),
  getBucketEncryption: on("s3:GetEncryptionConfiguration"),
  getBucketIntelligentTieringConfiguration: on("s3:GetIntelligentTieringConfiguration"),
  getBucketInventoryConfiguration: on("s3:GetInventoryConfiguration"),
  getBucketLifecycleConfiguration: on("s3:GetLifecycleConfiguration"),
  getBucketLocation: on("s3:GetBucketLocation"),
  getBucketLogging: on("s3:GetBucketLogging"),
  getBucketMetricsConfiguration: on("s3:GetMetricsConfiguration"),
  getBucketNotificationConfiguration: on("s3:GetBucketNotification"),
  getBucketOwnershipControls: on("s3:GetBucketOwnershipControls"),
  getBucketPolicy: repairing("s3:GetBucketPolicy"),
  getBucketPolicyStatus: on("s3:GetBucketPolicyStatus"),
  getBucketReplication: on("s3:GetReplicationConfiguration"),
  getBucketRequestPayment: on("s3:GetBucketRequestPayment"),
  getBucketTagging: on("s3:GetBucketTagging"),
  getBucketVersioning: on("s3:GetBucketVersioning"),
  getBucketWebsite: on("s3:GetBucketWebsite"),
  getObject: reading("s3:GetObject"),
  getObjectAcl: reading("s3:GetObjectAcl"),
  getObjectAttributes: reading("s3:GetObject", "s3:GetObjectAttributes"),
  getObjectLegalHold: onKey("s3:GetObjectLegalHold"),
  getObjectLockConfiguration: on("s3:GetBucketObjectLockConfiguration"),
  getObjectRetention: onKey("s3:GetObjectRetention"),
  getObjectTagging: reading("s3:GetObjectTagging"),
  getPublicAccessBlock: on("s3:GetBucketPublicAccessBlock"),
  headBucket: on("s3:ListBucket"),
  headObject: reading("s3:GetObject"),
  listBucketAnalyticsConfigurations: on("s3:GetAnalyticsConfiguration"),
  listBucketIntelligentTieringConfigurations: on("s3:GetIntelligentTieringConfiguration"),
  listBucketInventoryConfigurations: on("s3:GetInventoryConfiguration"),
  listBucketMetricsConfigurations: on("s3:GetMetricsConfiguration"),
  listBuckets: () => ({ action: "s3:ListAllMyBuckets", shown: "" }),
  listMultipartUploads: on("s3:ListBucketMultipartUploads"),
  listObjectVersions: on("s3:ListBucketVersions"),
  listObjects: on("s3:ListBucket"),
  listObjectsV2: on("s3:ListBucket"),
  listParts: onUpload("s3:ListMultipartUploadParts"),
  putBucketAbac: on("s3:PutBucketAbac"),
  putBucketAccelerateConfiguration: on("s3:PutAccelerateConfiguration"),
  putBucketAcl: on("s3:PutBucketAcl"),
  putBucketAnalyticsConfiguration: on("s3:PutAnalyticsConfiguration"),
  putBucketCors: on("s3:PutBucketCORS"),
  putBucketEncryption: on("s3:PutEncryptionConfiguration"),
  putBucketIntelligentTieringConfiguration: on("s3:PutIntelligentTieringConfiguration"),
  putBucketInventoryConfiguration: on("s3:PutInventoryConfiguration"),
  putBucketLifecycleConfiguration: on("s3:PutLifecycleConfiguration"),
  putBucketLogging: on("s3:PutBucketLogging"),
  putBucketMetricsConfiguration: on("s3:PutMetricsConfiguration"),
  putBucketNotificationConfiguration: on("s3:PutBucketNotification"),
  putBucketOwnershipControls: on("s3:PutBucketOwnershipControls"),
  putBucketPolicy: repairing("s3:PutBucketPolicy"),
  putBucketReplication: replicating,
  putBucketRequestPayment: on("s3:PutBucketRequestPayment"),
  putBucketTagging: on("s3:PutBucketTagging"),
  putBucketVersioning: on("s3:PutBucketVersioning"),
  putBucketWebsite: on("s3:PutBucketWebsite"),
  putObject: writing,
  putObjectAcl: onObject("s3:PutObjectAcl"),
  putObjectLegalHold: onKey("s3:PutObjectLegalHold"),
  putObjectLockConfiguration: on("s3:PutBucketObjectLockConfiguration"),
  putObjectRetention: retaining,
  putObjectTagging: tagging,
  putPublicAccessBlock: on("s3:PutBucketPublicAccessBlock"),
  renameObject: onKey("s3:PutObject"),
  restoreObject: onKey("s3:RestoreObject"),
  selectObjectContent: reading("s3:GetObject"),
  uploadPart: writingPart,
  uploadPartCopy: signedOnly("UploadPartCopy", copyingPart),
} satisfies AuthorizationTable<S3Operations>;
