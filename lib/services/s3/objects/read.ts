import { isAnonymous } from "../../../runtime/caller.js";
import type { Context } from "../../../runtime/context.js";
import { findBucket } from "../buckets/find.js";
import { checkCustomerKey } from "../encryption/customer-keys.js";
import { encryptionMembers } from "../encryption/request.js";
import { invalidRequest, unsendableHeader } from "../errors/requests.js";
import type { HeadObjectOutput, HeadObjectRequest } from "../generated/types.js";
import { expirationMember } from "../lifecycle/expiration.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { checkReadConditions } from "./conditions.js";
import { findObject } from "./find.js";
import { isSendable, toHeader } from "./header-text.js";
import { lockMembers } from "./lock.js";
import { restoreHeader } from "./restores.js";
import { checkPartRequest, type Selection, select } from "./selection.js";
import { checkVersionId } from "./versions.js";

/** The result of a GET or HEAD: the object, the requested part, and the response members. */
export interface Reading {
  readonly object: ObjectVersion;
  readonly selection: Selection;
  readonly members: HeadObjectOutput;
}

/**
 * The common part of GetObject and HeadObject.
 *
 * @throws NoSuchKey, NoSuchVersion, MethodNotAllowed, PreconditionFailed, 304, InvalidRange, ...
 */
export function read(ctx: Context, input: HeadObjectRequest, method: "GET" | "HEAD"): Reading {
  const bucket = findBucket(ctx, input);
  if (input.VersionId !== undefined) checkVersionId(input.VersionId);
  checkPartRequest(input);
  const object = findObject(ctx, bucket, input, method);
  const now = ctx.now();
  checkCustomerKey(object.encryption, input);
  checkReadConditions(object, input, now);
  const selection = select(object, input);
  const members = describeObject(object, bucket, now);
  // Omitted if the request names a version.
  if (input.VersionId === undefined && bucket.configuration.lifecycle)
    Object.assign(members, expirationMember(bucket, object));
  // After a Content-Length, Node would encode Content-Disposition as UTF-8, and reject Latin-1.
  Object.assign(members, overrides(ctx, input), selection.members);
  return { object, selection, members };
}

/** The response members of GetObject and HeadObject that do not depend on the requested part. */
function describeObject(object: ObjectVersion, bucket: BucketRow, now: number): HeadObjectOutput {
  const output: HeadObjectOutput = {
    AcceptRanges: "bytes",
    ETag: `"${object.etag}"`,
    LastModified: object.lastModified,
  };
  Object.assign(output, object.system, encryptionMembers(object.encryption), lockMembers(object.lock));
  const metadata = asHeaders(object.metadata);
  if (metadata) output.Metadata = metadata;
  if (bucket.versioning !== undefined) output.VersionId = object.versionId;
  if (object.storageClass !== "STANDARD") output.StorageClass = object.storageClass;
  const tags = Object.keys(object.tags).length;
  if (tags > 0) output.TagCount = tags;
  const restore = object.restore && restoreHeader(object, now);
  if (restore !== undefined) output.Restore = restore;
  if (object.replication) output.ReplicationStatus = object.replication.status;
  return output;
}

function asHeaders(metadata: Readonly<Record<string, string>>): Record<string, string> | undefined {
  if (Object.keys(metadata).length === 0) return undefined;
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(metadata)) headers[name] = toHeader(value);
  return headers;
}

/** The parameters that override response headers, by their names in the query string. */
const OVERRIDES = [
  ["ResponseCacheControl", "CacheControl", "response-cache-control"],
  ["ResponseContentDisposition", "ContentDisposition", "response-content-disposition"],
  ["ResponseContentEncoding", "ContentEncoding", "response-content-encoding"],
  ["ResponseContentLanguage", "ContentLanguage", "response-content-language"],
  ["ResponseContentType", "ContentType", "response-content-type"],
  ["ResponseExpires", "Expires", "response-expires"],
] as const;

type Overridden = Pick<HeadObjectOutput, (typeof OVERRIDES)[number][1]>;

/**
 * The response headers that a GET or HEAD overrides.
 *
 * @throws InvalidRequest for anonymous requests, InvalidArgument for a value that no header can carry.
 */
function overrides(ctx: Context, input: HeadObjectRequest): Overridden {
  let found: Overridden | undefined;
  for (const [parameter, member, name] of OVERRIDES) {
    const value = input[parameter];
    if (value === undefined) continue;
    if (isAnonymous(ctx.caller)) throw anonymousOverride();
    if (!isSendable(value)) throw unsendableHeader(name, value);
    found = { ...found, [member]: value };
  }
  return found ?? NONE;
}

const NONE: Overridden = Object.freeze({});

function anonymousOverride() {
  return invalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
}
