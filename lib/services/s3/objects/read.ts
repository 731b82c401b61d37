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

/** What a GET or HEAD found: the object, what of it was asked for, and what to tell. */
export interface Reading {
  readonly object: ObjectVersion;
  readonly selection: Selection;
  readonly members: HeadObjectOutput;
}

/**
 * All that GetObject and HeadObject have in common.
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
  // Not said of a version that is named.
  if (input.VersionId === undefined && bucket.configuration.lifecycle)
    Object.assign(members, expirationMember(bucket, object));
  // Behind a Content-Length Node would read a Content-Disposition as UTF-8, and refuse to send what is Latin-1.
  Object.assign(members, overrides(ctx, input), selection.members);
  return { object, selection, members };
}

/** What GetObject and HeadObject tell of an object, whatever part of it they are about. */
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
  return output;
}

function asHeaders(metadata: Readonly<Record<string, string>>): Record<string, string> | undefined {
  if (Object.keys(metadata).length === 0) return undefined;
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(metadata)) headers[name] = toHeader(value);
  return headers;
}

/** The parameters that replace headers of an answer, by their names in the query string. */
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
 * The headers that a GET or HEAD asks to have instead of the object's own.
 *
 * @throws InvalidRequest for anonymous requests, InvalidArgument for what no header can carry.
 */
function overrides(ctx: Context, input: HeadObjectRequest): Overridden {
  let found: Overridden | undefined;
  for (const [parameter, member, name] of OVERRIDES) {
    const value = input[parameter];
    if (value === undefined) continue;
    if (ctx.caller.accessKeyId === "") throw anonymousOverride();
    if (!isSendable(value)) throw unsendableHeader(name, value);
    found = { ...found, [member]: value };
  }
  return found ?? NONE;
}

const NONE: Overridden = Object.freeze({});

function anonymousOverride() {
  return invalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
}
