import type { Ports } from "../../../runtime/ports/index.js";
import type { RequestHead } from "../../../wire/hooks.js";
import { throughAccessPoint } from "../access-points/passage.js";
import { websiteHost } from "../website/addresses.js";
import { withPresignedHeaders } from "./presigned-headers.js";
import { bucketOfHost } from "./virtual-hosts.js";

/** Converts a request to the form of the model: the bucket in its path, headers in the headers. */
export function rewrite(request: RequestHead, ports: Ports, region: string): RequestHead {
  // Websites are not in the model.
  if (websiteHost(request.headers.host)) return request;
  const bucket = bucketOfHost(request.headers.host);
  const moved = bucket === undefined ? request : { ...request, path: `/${bucket}${request.path}` };
  return withChecksumMode(withPresignedHeaders(throughAccessPoint(moved, bucket, ports, region)));
}

const CHECKSUM_MODE = "x-amz-checksum-mode";

/** S3 accepts the mode in any case; the model has upper case. */
function withChecksumMode(request: RequestHead): RequestHead {
  const mode = request.headers[CHECKSUM_MODE];
  if (mode === undefined || mode === "ENABLED" || mode.toUpperCase() !== "ENABLED") return request;
  return { ...request, headers: { ...request.headers, [CHECKSUM_MODE]: "ENABLED" } };
}
