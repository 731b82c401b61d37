import type { Context } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import type { PlainAnswer, RequestHead } from "../../../wire/hooks.js";
import type { HeadObjectOutput, HeadObjectRequest } from "../generated/types.js";
import { read } from "../objects/read.js";
import { isReadable } from "../objects/storage-classes.js";

/** An object as the response of a website, under the conditions and range of a request. */
export function objectAnswer(
  ctx: Context,
  bucket: string,
  key: string,
  { method, headers }: RequestHead,
): PlainAnswer {
  const wanted = {
    Range: headers.range,
    IfMatch: headers["if-match"],
    IfNoneMatch: headers["if-none-match"],
    IfModifiedSince: dateOf(headers["if-modified-since"]),
    IfUnmodifiedSince: dateOf(headers["if-unmodified-since"]),
  };
  const input: HeadObjectRequest = { Bucket: bucket, Key: key, ...wanted };
  try {
    const { object, selection, members } = read(ctx, input, "GET");
    const bytes = Buffer.concat([...object.content.read(selection.start, selection.end)]);
    const sent = { ...headersOf(members), "Content-Length": String(bytes.length) };
    return {
      status: selection.partial ? 206 : 200,
      headers: sent,
      ...(method !== "HEAD" && { body: bytes }),
    };
  } catch (error) {
    if (error instanceof AwsError && error.status === 304)
      return { status: 304, headers: { ...error.headers } };
    throw error;
  }
}

/**
 * Whether a website can serve an object. Archived objects and those encrypted with KMS or customer keys
 * cannot be served.
 */
export function canBeServed(ctx: Context, object: Parameters<typeof isReadable>[0]): boolean {
  return isReadable(object, ctx.now()) && object.encryption.kind === "AES256";
}

function dateOf(header: string | undefined): Date | undefined {
  const time = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(time) ? undefined : new Date(time);
}

/** The headers of an object, as in GetObject. */
function headersOf(members: HeadObjectOutput): Record<string, string> {
  const headers: Record<string, string | undefined> = {
    ETag: members.ETag,
    "Last-Modified": members.LastModified?.toUTCString(),
    "Accept-Ranges": members.AcceptRanges,
    "Content-Type": members.ContentType,
    "Content-Range": members.ContentRange,
    "Cache-Control": members.CacheControl,
    "Content-Disposition": members.ContentDisposition,
    "Content-Encoding": members.ContentEncoding,
    "Content-Language": members.ContentLanguage,
    Expires: members.Expires,
    "x-amz-version-id": members.VersionId,
    "x-amz-expiration": members.Expiration,
    "x-amz-storage-class": members.StorageClass,
    "x-amz-server-side-encryption": members.ServerSideEncryption,
  };
  const sent: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent[name] = value;
  for (const [name, value] of Object.entries(members.Metadata ?? {})) sent[`x-amz-meta-${name}`] = value;
  return sent;
}
