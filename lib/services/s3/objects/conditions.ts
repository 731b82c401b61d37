import type { Context } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import { headerNotImplemented, noSuchKey, preconditionFailed } from "../errors/objects.js";
import type { ObjectVersion } from "../state/objects.js";
import { isObject, latestVersion } from "./versions.js";

/** The four conditions of HTTP (RFC 9110, section 13). */
export interface Conditions {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  readonly IfModifiedSince?: Date;
  readonly IfUnmodifiedSince?: Date;
}

type Tagged = Pick<ObjectVersion, "etag" | "lastModified">;

/**
 * Checks the conditions of a GET or HEAD. The ETag conditions take precedence: `If-Match` over
 * `If-Unmodified-Since`, `If-None-Match` over `If-Modified-Since`.
 *
 * @throws PreconditionFailed; 304 without a body if the reader already has the object.
 */
export function checkReadConditions(object: Tagged, conditions: Conditions, now: number): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!matches(object, IfMatch)) throw preconditionFailed("If-Match");
  } else if (IfUnmodifiedSince && isLater(object, IfUnmodifiedSince)) {
    throw preconditionFailed("If-Unmodified-Since");
  }
  if (IfNoneMatch !== undefined) {
    if (matches(object, IfNoneMatch)) throw notModified(object);
  } else if (IfModifiedSince && !isModifiedSince(object, IfModifiedSince, now)) {
    throw notModified(object);
  }
}

const COPY = "x-amz-copy-source-";

/**
 * Checks the conditions of a copy on its source. All failures are 412; 304 does not apply to a copy.
 *
 * @throws PreconditionFailed
 */
export function checkCopyConditions(object: Tagged, conditions: Conditions, now: number): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!matches(object, IfMatch)) throw preconditionFailed(`${COPY}If-Match`);
  } else if (IfUnmodifiedSince && isLater(object, IfUnmodifiedSince)) {
    throw preconditionFailed(`${COPY}If-Unmodified-Since`);
  }
  if (IfNoneMatch !== undefined) {
    if (matches(object, IfNoneMatch)) throw preconditionFailed(`${COPY}If-None-Match`);
  } else if (IfModifiedSince && !isModifiedSince(object, IfModifiedSince, now)) {
    throw preconditionFailed(`${COPY}If-Modified-Since`);
  }
}

/** The conditions of a write on the object that it replaces. */
export interface WriteConditions {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

/**
 * Validates the conditions of a write before anything is read: S3 accepts either `If-None-Match: *`, or
 * `If-Match` with an ETag.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 *
 * @throws NotImplemented
 */
export function checkWriteHeaders({ IfMatch, IfNoneMatch }: WriteConditions): void {
  if (IfMatch !== undefined && IfNoneMatch !== undefined) {
    const message = "Multiple conditional request headers present in the request";
    throw headerNotImplemented("If-Match,If-None-Match", message);
  }
  if (IfNoneMatch !== undefined && IfNoneMatch !== "*") throw valueNotAccepted("If-None-Match");
  if (IfMatch === "*") throw valueNotAccepted("If-Match");
}

function valueNotAccepted(header: string): AwsError {
  const message = `We don't accept the provided value of ${header} header for this API`;
  return headerNotImplemented(header, message);
}

/**
 * Checks the conditions of a write at the time of the write. A delete marker counts as absent.
 *
 * @throws PreconditionFailed; NoSuchKey for an `If-Match` without an object.
 */
export function checkWriteConditions(
  ctx: Context,
  bucket: string,
  key: string,
  { IfMatch, IfNoneMatch }: WriteConditions,
): void {
  if (IfMatch === undefined && IfNoneMatch === undefined) return;
  const latest = latestVersion(ctx, bucket, key);
  const current = latest && isObject(latest) ? latest : undefined;
  if (IfNoneMatch !== undefined && current) throw preconditionFailed("If-None-Match");
  if (IfMatch === undefined) return;
  if (!current) throw noSuchKey(key);
  if (!matches(current, IfMatch)) throw preconditionFailed("If-Match");
}

/**
 * Whether a list of ETags contains an object's; `*` matches all. S3 accepts ETags without one or both quotes.
 */
export function matches({ etag }: Pick<Tagged, "etag">, list: string): boolean {
  return list.split(",").some((item) => {
    const tag = item
      .trim()
      .replace(/^(?:W\/)?"?/, "")
      .replace(/"$/, "");
    return tag === "*" || tag === etag;
  });
}

/** HTTP dates have no milliseconds. */
function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function isLater({ lastModified }: Tagged, date: Date): boolean {
  return seconds(lastModified) > seconds(date);
}

/** A date in the future is ignored. */
function isModifiedSince(object: Tagged, date: Date, now: number): boolean {
  return date.getTime() > now || isLater(object, date);
}

function notModified({ etag, lastModified }: Tagged): AwsError {
  return new AwsError("NotModified", "Not Modified", {
    status: 304,
    headers: { ETag: `"${etag}"`, "Last-Modified": lastModified.toUTCString() },
  });
}
