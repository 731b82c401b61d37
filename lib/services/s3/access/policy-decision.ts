import type { PolicyDocument } from "../../../policies/document.js";
import type { Context } from "../../../runtime/context.js";
import { bucketArn } from "../../../shared/arn.js";
import { decisionForAnonymous } from "../policies/anonymous.js";
import type { BucketRow } from "../state/buckets.js";
import type { Target } from "../wire/targets.js";
import { blocks } from "./blocks.js";

/** What an unsigned request wants. */
export interface AccessRequest extends Target {
  readonly operation: string;
  readonly versionId: string | undefined;
}

/** The actions that are not called as their operations. */
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

/** Actions that have a second one for versions: `GetObjectVersion`, `GetObjectVersionTagging`. */
const OF_OBJECTS = /^((?:Get|Put|Delete)Object)(Acl|Attributes|Tagging|)$/;

/** The decision of a bucket's policy about an unsigned request; `undefined` when it makes none. */
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
  // It was checked when it was put.
  const document: PolicyDocument = JSON.parse(policy);
  const decision = decisionForAnonymous(document, `s3:${action}`, resource);
  // The block takes away what a public policy allows, not what it denies.
  return decision === "Allow" && blocks(ctx, bucket, "RestrictPublicBuckets") ? undefined : decision;
}
