import type { Context } from "../../../runtime/context.js";
import type { RequestHead } from "../../../wire/hooks.js";
import { isPublicList, isPublicRead, isPublicWrite } from "../acl/public.js";
import { accessDenied, anonymousOverride } from "../errors/requests.js";
import { findVersion, isObject, latestVersion } from "../objects/versions.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { targetOf } from "../wire/targets.js";
import { type AccessRequest, anonymousDecision } from "./policy-decision.js";
import { unsignedMessage } from "./unsigned.js";

/**
 * Admits an unsigned request if a policy or an ACL allows it for everybody.
 *
 * @param verified whether signatures are verified; if not, everything is allowed in the account of `ctx`
 * @param key the object's key, if the path does not contain it: in a form
 * @returns the account that owns the bucket, if it differs from that of `ctx`
 * @throws AccessDenied if signatures are verified
 */
export function admitAnonymous(
  operation: string,
  { path, query }: RequestHead,
  ctx: Context,
  verified: boolean,
  key?: string,
): string | undefined {
  const inPath = targetOf(path);
  const target = key === undefined ? inPath : { ...inPath, key };
  const bucket = ctx.table(BUCKETS).get(target.bucket);
  if (!verified && (!bucket || bucket.owner === ctx.account)) return undefined;
  const versionId = new URLSearchParams(query).get("versionId") ?? undefined;
  const denial = denialOf(ctx, bucket, { operation, ...target, versionId }, query);
  if (denial && verified) throw denial;
  return denial ? undefined : bucket?.owner;
}

/** Why an unsigned request is denied; `undefined` if it is allowed. */
function denialOf(ctx: Context, bucket: BucketRow | undefined, wish: AccessRequest, query: string) {
  const { operation } = wish;
  if (!bucket) {
    // S3 reveals whether a bucket exists. Only owners list or create buckets.
    return wish.bucket === "" || operation === "CreateBucket" ? accessDenied() : undefined;
  }
  const message = unsignedMessage(operation);
  if (message !== undefined) return accessDenied(message);
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

/** Whether the caller may list the keys; S3 reveals a missing key only then. */
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
