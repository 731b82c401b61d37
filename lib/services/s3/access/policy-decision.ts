import { decide } from "../../../authorization/engine.js";
import { anonymous } from "../../../authorization/principals.js";
import type { Context } from "../../../runtime/context.js";
import { bucketArn } from "../../../shared/arn.js";
import type { BucketRow } from "../state/buckets.js";
import type { Target } from "../wire/targets.js";
import { blocks } from "./blocks.js";
import { S3Keys } from "./condition-keys.js";

/** The action and resource of an unsigned request. */
export interface AccessRequest extends Target {
  readonly operation: string;
  readonly versionId: string | undefined;
}

/** The actions whose names differ from their operations. */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ["CompleteMultipartUpload", "PutObject"],
  ["CreateMultipartUpload", "PutObject"],
  ["HeadBucket", "ListBucket"],
  ["HeadObject", "GetObject"],
  ["ListMultipartUploads", "ListBucketMultipartUploads"],
  ["ListObjects", "ListBucket"],
  ["ListObjectsV2", "ListBucket"],
  ["ListObjectVersions", "ListBucketVersions"],
  ["ListParts", "ListMultipartUploadParts"],
  ["PostObject", "PutObject"],
  ["UploadPart", "PutObject"],
]);

/** Actions with a separate action for versions: `GetObjectVersion`, `GetObjectVersionTagging`. */
const OF_OBJECTS = /^((?:Get|Put|Delete)Object)(Acl|Attributes|Tagging|)$/;

/** The decision of a bucket policy about an unsigned request; `undefined` if no statement applies. */
export function anonymousDecision(
  ctx: Context,
  bucket: BucketRow,
  { operation, key, versionId }: AccessRequest,
): "Allow" | "Deny" | undefined {
  const { policy } = bucket.configuration;
  if (policy === undefined) return undefined;
  const general = ACTIONS.get(operation) ?? operation;
  const action = versionId === undefined ? general : general.replace(OF_OBJECTS, "$1Version$2");
  const resource = bucketArn(bucket, key);
  const requirement = { action: `s3:${action}`, resource, keys: new S3Keys(ctx, { bucket, versionId }) };
  const { account, region, request } = ctx;
  const asker = { account, region, request, now: () => ctx.now() };
  const { allowed, reason } = decide(ctx.authorization.question(anonymous(), asker, requirement));
  if (reason.kind === "explicit deny") return "Deny";
  // The block removes what a public policy allows, not what it denies.
  return allowed && !blocks(ctx, bucket, "RestrictPublicBuckets") ? "Allow" : undefined;
}
