import type { RequestHead } from "../../../wire/hooks.js";
import { withPresignedHeaders } from "./presigned-headers.js";
import { bucketOfHost } from "./virtual-hosts.js";

/** A request as the model knows it: the bucket in its path, its headers where headers are. */
export function rewrite(request: RequestHead): RequestHead {
  const bucket = bucketOfHost(request.headers.host);
  const moved = bucket === undefined ? request : { ...request, path: `/${bucket}${request.path}` };
  return withChecksumMode(withPresignedHeaders(moved));
}

const CHECKSUM_MODE = "x-amz-checksum-mode";

/** S3 accepts the mode in any case; the model has it in capitals. */
function withChecksumMode(request: RequestHead): RequestHead {
  const mode = request.headers[CHECKSUM_MODE];
  if (mode === undefined || mode === "ENABLED" || mode.toUpperCase() !== "ENABLED") return request;
  return { ...request, headers: { ...request.headers, [CHECKSUM_MODE]: "ENABLED" } };
}
