import type { Requirement } from "../../../authorization/requirement.js";
import { isAnonymous } from "../../../runtime/caller.js";
import type { Context } from "../../../runtime/context.js";
import type { AccessPointFacts } from "../../../runtime/ports/access-points.js";
import { bucketArn } from "../../../shared/arn.js";
import { accessPointNeed } from "../access-points/needs.js";
import { accessPointOf } from "../access-points/passage.js";
import { hasAcls } from "../acl/ownership.js";
import { type BucketReference, findBucketAnywhere } from "../buckets/find.js";
import { findVersion, isObject, latestVersion } from "../objects/versions.js";
import { isPublic } from "../policies/public.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { aclGrant } from "./acl-grants.js";
import { blocks } from "./blocks.js";
import { type KeySources, S3Keys } from "./condition-keys.js";

/** The object of an action. */
export interface ObjectTarget {
  readonly Key: string;
  readonly VersionId?: string | undefined;
}

/** Actions that the bucket owner may perform on objects of any owner. */
const OF_BUCKET_OWNERS = /^s3:(Delete|Abort|Restore|List|Put(?!\w*Acl$))/;

/** The permission for an action on a bucket. @throws NoSuchBucket before any decision */
export function bucketNeed(
  ctx: Context,
  reference: BucketReference,
  action: string,
  sources: KeySources = {},
): Requirement {
  const bucket = findBucketAnywhere(ctx, reference);
  return need(ctx, bucket, { action, resource: bucketArn(bucket) }, undefined, sources);
}

/** The permission for an action on an object. */
export function objectNeed(
  ctx: Context,
  bucket: BucketRow,
  { Key, VersionId }: ObjectTarget,
  action: string,
  sources: KeySources = {},
): Requirement {
  const object = existing(ctx, bucket, { Key, VersionId });
  const versionId = action.includes("Version") ? VersionId : undefined;
  const requirement = { action, resource: bucketArn(bucket, Key) };
  const made = need(ctx, bucket, requirement, Key, { object, versionId, ...sources });
  // Bucket policies grant nothing on objects of other accounts.
  const isForeign = object !== undefined && object.owner !== bucket.owner && hasAcls(bucket);
  return isForeign && !OF_BUCKET_OWNERS.test(action)
    ? { ...made, owner: object.owner, deniesOnly: true }
    : made;
}

/** The object or version of a request, if it exists. */
export function existing(
  ctx: Context,
  { name }: BucketRow,
  { Key, VersionId }: ObjectTarget,
): ObjectVersion | undefined {
  const version =
    VersionId === undefined ? latestVersion(ctx, name, Key) : findVersion(ctx, name, Key, VersionId);
  return version && isObject(version) ? version : undefined;
}

function need(
  ctx: Context,
  bucket: BucketRow,
  { action, resource }: Pick<Requirement, "action" | "resource">,
  key: string | undefined,
  sources: KeySources,
): Requirement {
  const { object } = sources;
  const isForeign = ctx.account !== bucket.owner || isAnonymous(ctx.caller);
  const { accessPoint = requestedThrough(ctx, bucket) } = sources;
  const keys = new S3Keys(ctx, { accessPoint, bucket, ...sources });
  return {
    through: accessPoint && accessPointNeed(ctx, accessPoint, action, key, keys),
    action,
    resource,
    shown: `"${resource}"`,
    owner: bucket.owner,
    keys,
    grant: aclGrant(ctx, bucket, object, action),
    block:
      isForeign && lacksPayer(ctx, bucket, sources.form)
        ? "its requesters pay, and this one does not"
        : undefined,
    deniesOnly: isForeign && isRestricted(ctx, bucket),
  };
}

/** The access point through which the request reached this bucket. */
function requestedThrough(ctx: Context, { name }: BucketRow): AccessPointFacts | undefined {
  const through = ctx.request?.head.through;
  const point = through && accessPointOf(ctx, through.arn);
  return point?.bucket === name ? point : undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html */
function lacksPayer(
  { caller, request }: Context,
  { configuration }: BucketRow,
  form: KeySources["form"],
): boolean {
  if (configuration.payer !== "Requester") return false;
  if (form) return isAnonymous(caller) || form.get("x-amz-request-payer") !== "requester";
  const { headers, query } = request?.head ?? { headers: {}, query: "" };
  const isPayer =
    headers["x-amz-request-payer"] === "requester" || /(?:^|&)x-amz-request-payer=requester/i.test(query);
  return isAnonymous(caller) || !isPayer;
}

/** Whether a public policy grants nothing to other accounts. */
function isRestricted(ctx: Context, bucket: BucketRow): boolean {
  const { policy } = bucket.configuration;
  if (policy === undefined || !blocks(ctx, bucket, "RestrictPublicBuckets")) return false;
  // Validated when it was stored.
  return isPublic(JSON.parse(policy));
}
