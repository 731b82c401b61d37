import type { RequestHead } from "../../../core/wire-hooks.js";
import { withHoistedHeaders } from "./hoisted.js";
import { bucketOfHost } from "./virtual-hosts.js";

/** A request as the model knows it: the bucket in its path, its headers where headers are. */
export function rewrite(request: RequestHead): RequestHead {
  const bucket = bucketOfHost(request.headers.host);
  const moved = bucket === undefined ? request : { ...request, path: `/${bucket}${request.path}` };
  return withHoistedHeaders(moved);
}
