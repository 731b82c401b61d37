import {
  invalidMetadataName,
  invalidRedirectLocation,
  metadataTooLarge,
  redirectLocationTooLong,
} from "../errors/objects.js";
import type { PutObjectRequest } from "../generated/types.js";
import type { SystemMetadata } from "../state/objects.js";
import { asLatin1, fromHeader } from "./header-text.js";

/** S3's default content type. */
const DEFAULT_CONTENT_TYPE = "binary/octet-stream";
const MAX_METADATA_BYTES = 2048;
const MAX_REDIRECT_LENGTH = 2048;
const NO_METADATA = Object.freeze({});

/** The headers of a write that S3 stores with the object. */
export type SystemHeaders = Pick<
  PutObjectRequest,
  | "CacheControl"
  | "ContentDisposition"
  | "ContentEncoding"
  | "ContentLanguage"
  | "ContentType"
  | "Expires"
  | "WebsiteRedirectLocation"
>;

/**
 * The request members that S3 stores with the object.
 *
 * @throws InvalidRedirectLocation, InvalidArgument for a value that no header can carry
 */
export function systemMetadata(input: SystemHeaders): SystemMetadata {
  const { CacheControl, ContentDisposition, ContentLanguage, Expires, WebsiteRedirectLocation } = input;
  const { ContentType = DEFAULT_CONTENT_TYPE } = input;
  const ContentEncoding = withoutFraming(input.ContentEncoding);
  if (WebsiteRedirectLocation !== undefined) checkRedirect(WebsiteRedirectLocation);
  const system: Mutable<SystemMetadata> = { ContentType: asLatin1(ContentType, "Content-Type") };
  if (CacheControl !== undefined) system.CacheControl = asLatin1(CacheControl, "Cache-Control");
  if (ContentDisposition !== undefined)
    system.ContentDisposition = asLatin1(ContentDisposition, "Content-Disposition");
  if (ContentEncoding !== undefined) system.ContentEncoding = asLatin1(ContentEncoding, "Content-Encoding");
  if (ContentLanguage !== undefined) system.ContentLanguage = asLatin1(ContentLanguage, "Content-Language");
  if (Expires !== undefined) system.Expires = asLatin1(Expires, "Expires");
  if (WebsiteRedirectLocation !== undefined)
    system.WebsiteRedirectLocation = asLatin1(WebsiteRedirectLocation, "x-amz-website-redirect-location");
  return system;
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

/** `aws-chunked` is a transfer encoding, not a property of the object. */
function withoutFraming(encoding: string | undefined): string | undefined {
  if (!encoding?.includes("aws-chunked")) return encoding;
  const rest = encoding
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "aws-chunked");
  return rest.length === 0 ? undefined : rest.join(",");
}

function checkRedirect(location: string): void {
  if (!/^(?:\/|https?:\/\/)/.test(location)) throw invalidRedirectLocation();
  if (location.length > MAX_REDIRECT_LENGTH) throw redirectLocationTooLong();
}

/**
 * User metadata as it is stored: names in lower case, values decoded.
 *
 * @throws MetadataTooLarge beyond 2 KiB of names and values, InvalidArgument for a name that no header can
 * have
 */
export function userMetadata(
  metadata: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  if (metadata === undefined) return NO_METADATA;
  let size = 0;
  // Without a prototype, so that "x-amz-meta-__proto__" is an ordinary name.
  const kept: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(metadata)) {
    const text = fromHeader(value.trim());
    size += Buffer.byteLength(name) + Buffer.byteLength(text);
    kept[checkedName(name)] = text;
  }
  if (size > MAX_METADATA_BYTES) throw metadataTooLarge(size, MAX_METADATA_BYTES);
  return kept;
}

/** Forms and URLs may contain names that are not valid in HTTP (RFC 9110, section 5.6.2). */
function checkedName(name: string): string {
  if (!/^[\w!#$%&'*+.^`|~-]*$/.test(name)) throw invalidMetadataName(name);
  return name.toLowerCase();
}
