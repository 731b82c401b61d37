import type { PutObjectRequest } from "../generated/types.js";
import type { SystemMetadata } from "../state/objects.js";

/** What S3 says an object is when nobody told. */
const DEFAULT_CONTENT_TYPE = "binary/octet-stream";

/** The members of a request that S3 keeps with the object. */
export function systemMetadata(
  input: Pick<
    PutObjectRequest,
    | "CacheControl"
    | "ContentDisposition"
    | "ContentEncoding"
    | "ContentLanguage"
    | "ContentType"
    | "Expires"
    | "WebsiteRedirectLocation"
  >,
): SystemMetadata {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, Expires } = input;
  const { ContentType = DEFAULT_CONTENT_TYPE, WebsiteRedirectLocation } = input;
  return {
    ContentType,
    ...(CacheControl !== undefined && { CacheControl }),
    ...(ContentDisposition !== undefined && { ContentDisposition }),
    ...(ContentEncoding !== undefined && { ContentEncoding }),
    ...(ContentLanguage !== undefined && { ContentLanguage }),
    ...(Expires !== undefined && { Expires }),
    ...(WebsiteRedirectLocation !== undefined && { WebsiteRedirectLocation }),
  };
}
