import type { Context } from "../../../runtime/context.js";
import type { RequestHead } from "../../../wire/hooks.js";
import { isPublicList, isPublicRead, isPublicWrite } from "../acl/public.js";
import { accessDenied, anonymousOverride } from "../errors/requests.js";
import { findVersion, isObject, latestVersion } from "../objects/versions.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { targetOf } from "../wire/targets.js";
import { type AccessRequest, anonymousDecision } from "./policy-decision.js";

/**
 * Admits an unsigned request where a policy or an ACL lets everybody do what
 * it asks for.
 *
 * @param verified whether signatures are verified; otherwise everything is allowed in the account of `ctx`
 * @returns the account that owns the bucket, where it is not the one of `ctx`
 * @throws AccessDenied where signatures are verified
 */
export function admitAnonymous(
  operation: string,
  { path, query }: RequestHead,
  ctx: Context,
  verified: boolean,
): string | undefined {
  const target = targetOf(path);
  const bucket = ctx.table(BUCKETS).get(target.bucket);
  if (!verified && (!bucket || bucket.owner === ctx.account)) return undefined;
  const versionId = new URLSearchParams(query).get("versionId") ?? undefined;
  const denial = denialOf(ctx, bucket, { operation, ...target, versionId }, query);
  if (denial && verified) throw denial;
  return denial ? undefined : bucket?.owner;
}

/** Why an unsigned request is denied; `undefined` when it is not. */
function denialOf(ctx: Context, bucket: BucketRow | undefined, wish: AccessRequest, query: string) {
  const { operation } = wish;
  if (!bucket) {
    // S3 reveals whether a bucket exists. Only owners list or create buckets.
    return wish.bucket === "" || operation === "CreateBucket" ? accessDenied() : undefined;
  }
  // The source of a copy is not known here, and S3 requires a signature for every copy.
  if (operation === "CopyObject" || operation === "UploadPartCopy")
    return accessDenied("Anonymous users cannot copy objects.  Please authenticate.");
  if (operation === "CreateBucket") return accessDenied();
  const decision = anonymousDecision(ctx, bucket, wish);
  if (decision === "Deny") return accessDenied();
  if (reads(operation)) {
    if (!existingObject(ctx, wish)) return mayKnowKeys(ctx, bucket) ? undefined : accessDenied();
    if (/(?:^|&)response-[a-z-]+=/.test(query) && (decision || byAcl(ctx, bucket, wish)))
      return anonymousOverride();
  }
  return decision === "Allow" || byAcl(ctx, bucket, wish) ? undefined : accessDenied();
}

function reads(operation: string): boolean {
  return operation === "GetObject" || operation === "HeadObject";
}

function existingObject(ctx: Context, { bucket, key, versionId }: AccessRequest) {
  const version =
    versionId === undefined ? latestVersion(ctx, bucket, key) : findVersion(ctx, bucket, key, versionId);
  return version && isObject(version) ? version : undefined;
}

/** Whether a key is missing is shown to everybody who may list the keys. */
function mayKnowKeys(ctx: Context, bucket: BucketRow): boolean {
  const list = { operation: "ListObjectsV2", bucket: bucket.name, key: "", versionId: undefined };
  const decision = anonymousDecision(ctx, bucket, list);
  return decision === "Allow" || (decision === undefined && isPublicList(ctx, bucket));
}

function byAcl(ctx: Context, bucket: BucketRow, wish: AccessRequest): boolean {
  switch (wish.operation) {
    case "GetObject":
    case "HeadObject": {
      const object = existingObject(ctx, wish);
      return object !== undefined && isPublicRead(ctx, bucket, object);
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
