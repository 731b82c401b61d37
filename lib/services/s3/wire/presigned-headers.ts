import type { RequestHead } from "../../../wire/hooks.js";

/** Parameters that belong to the signature, and body hashes, which presigned URLs do not use. */
const NO_HEADERS =
  /^x-amz-(?:algorithm|credential|date|expires|signature|signedheaders|security-token|content-sha256|sdk-checksum-algorithm|checksum-(?:crc32|crc32c|crc64nvme|sha1|sha256|sha512|md5|xxhash\d+))$/;

/** Headers besides `x-amz-*` that S3 reads from the query of a presigned URL. */
const CONDITIONS: ReadonlySet<string> = new Set(["if-match", "if-none-match"]);

/** Presigned URLs have headers as query parameters, so that the user of the URL need not send them. */
export function withPresignedHeaders(request: RequestHead): RequestHead {
  if (request.query === "" || !/(?:^|&)x-amz-/i.test(request.query)) return request;
  const headers: Record<string, string> = Object.create(null);
  const query = new URLSearchParams(request.query);
  const presigned = query.has("X-Amz-Algorithm");
  for (const [parameter, value] of query) {
    const name = parameter.toLowerCase();
    const hoisted = name.startsWith("x-amz-") ? !NO_HEADERS.test(name) : presigned && CONDITIONS.has(name);
    if (hoisted) headers[name] = value;
  }
  return { ...request, headers: { ...headers, ...request.headers } };
}
