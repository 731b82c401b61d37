import type { Context } from "../../../core/context.js";
import { own } from "../../../core/own.js";
import type { RequestHead } from "../../../core/wire-hooks.js";
import { isPublicList, isPublicRead, isPublicWrite } from "../acl/public.js";
import { accessDenied } from "../errors/requests.js";
import { anonymousOverride } from "../errors/wire.js";
import { findVersion, isObject, latestVersion } from "../objects/versions.js";
import { letsAnybody } from "../policies/anybody.js";
import type { PolicyDocument } from "../policies/document.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { type Target, targetOf } from "../wire/targets.js";
import { blocks } from "./blocks.js";

/** What an unsigned request wants. */
interface Wish extends Target {
  readonly operation: string;
  readonly versionId: string | undefined;
}

/**
 * Lets an unsigned request through where a policy or an ACL lets everybody do
 * what it asks for.
 *
 * @throws AccessDenied
 */
export function admitAnybody(operation: string, { path, query }: RequestHead, ctx: Context): void {
  const parameters = new URLSearchParams(query);
  const wish = { operation, ...targetOf(path), versionId: parameters.get("versionId") ?? undefined };
  const bucket = ctx.table(BUCKETS).get(wish.bucket);
  // Whether a bucket exists is no secret.
  if (!bucket && wish.bucket !== "") return;
  // Of the source of a copy nothing is known here, and S3 lets nobody copy without a signature.
  if (isCopy(operation)) throw accessDenied("Anonymous users cannot copy objects.  Please authenticate.");
  if (!bucket || !(byAcl(ctx, bucket, wish) || byPolicy(ctx, bucket, wish))) throw accessDenied();
  if (reads(operation)) {
    // Which keys there are is known to those who may list them.
    if (!mayKnowKeys(ctx, bucket) && !versionOf(ctx, wish)) throw accessDenied();
    if (/(?:^|&)response-[a-z-]+=/.test(query)) throw anonymousOverride();
  }
}

function isCopy(operation: string): boolean {
  return operation === "CopyObject" || operation === "UploadPartCopy";
}

function reads(operation: string): boolean {
  return operation === "GetObject" || operation === "HeadObject";
}

function versionOf(ctx: Context, { bucket, key, versionId }: Wish) {
  return versionId === undefined ? latestVersion(ctx, bucket, key) : findVersion(ctx, bucket, key, versionId);
}

function mayKnowKeys(ctx: Context, bucket: BucketRow): boolean {
  const list = { operation: "ListObjectsV2", bucket: bucket.name, key: "", versionId: undefined };
  return isPublicList(ctx, bucket) || byPolicy(ctx, bucket, list);
}

function byAcl(ctx: Context, bucket: BucketRow, wish: Wish): boolean {
  switch (wish.operation) {
    case "GetObject":
    case "HeadObject": {
      const version = versionOf(ctx, wish);
      return version !== undefined && isObject(version) && isPublicRead(ctx, bucket, version);
    }
    case "HeadBucket":
    case "ListMultipartUploads":
    case "ListObjects":
    case "ListObjectsV2":
    case "ListObjectVersions":
      return isPublicList(ctx, bucket);
    case "DeleteObject":
    case "PostObject":
    case "PutObject":
      return isPublicWrite(ctx, bucket);
    default:
      return false;
  }
}

/** The actions that are not called as their operations. */
const ACTIONS: Readonly<Record<string, string>> = {
  CompleteMultipartUpload: "PutObject",
  CreateMultipartUpload: "PutObject",
  HeadBucket: "ListBucket",
  HeadObject: "GetObject",
  ListMultipartUploads: "ListBucketMultipartUploads",
  ListObjects: "ListBucket",
  ListObjectsV2: "ListBucket",
  ListObjectVersions: "ListBucketVersions",
  ListParts: "ListMultipartUploadParts",
  PostObject: "PutObject",
  UploadPart: "PutObject",
};

/** Actions that have a second one for versions: `GetObjectVersion`, `GetObjectVersionTagging`. */
const OF_OBJECTS = /^((?:Get|Put|Delete)Object)(Acl|Attributes|Tagging|)$/;

function byPolicy(ctx: Context, bucket: BucketRow, { operation, key, versionId }: Wish): boolean {
  const { policy } = bucket.configuration;
  if (policy === undefined || blocks(ctx, bucket, "RestrictPublicBuckets")) return false;
  const general = own(ACTIONS, operation) ?? operation;
  const action = versionId === undefined ? general : general.replace(OF_OBJECTS, "$1Version$2");
  const resource = `arn:aws:s3:::${bucket.name}${key === "" ? "" : `/${key}`}`;
  // It was checked when it was put.
  const document: PolicyDocument = JSON.parse(policy);
  return letsAnybody(document, `s3:${action}`, resource);
}
