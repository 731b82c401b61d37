import type { RequestHead } from "../../../core/wire-hooks.js";

/** Parameters that are the signature's own, and hashes of the body that a presigned URL was made without. */
const NO_HEADERS =
  /^x-amz-(?:algorithm|credential|date|expires|signature|signedheaders|security-token|content-sha256|sdk-checksum-algorithm|checksum-(?:crc32|crc32c|crc64nvme|sha1|sha256|sha512|md5|xxhash\d+))$/;

/**
 * Presigned URLs carry `x-amz-*` headers as query parameters, so that whoever
 * has the URL need not send them.
 */
export function withHoistedHeaders(request: RequestHead): RequestHead {
  if (!/(?:^|&)x-amz-/i.test(request.query)) return request;
  const headers: Record<string, string> = Object.create(null);
  for (const [parameter, value] of new URLSearchParams(request.query)) {
    const name = parameter.toLowerCase();
    if (name.startsWith("x-amz-") && !NO_HEADERS.test(name)) headers[name] = value;
  }
  return { ...request, headers: { ...headers, ...request.headers } };
}
