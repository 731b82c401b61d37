import type { RequestHead, UnmodelledOperation, WireHooks } from "../../../core/wire-hooks.js";
import { admitAnybody } from "../access/anybody.js";
import { checkBody } from "../checksums/whole-bodies.js";
import { crossOriginHeaders, preflight } from "../cors/answers.js";
import { allowsOrigin } from "../cors/origins.js";
import { notAForm } from "../errors/wire.js";
import { upload } from "../forms/upload.js";
import { admit, admitOperation } from "./admission.js";
import { answerIds } from "./ids.js";
import { unreadable } from "./parameters.js";
import { rewrite } from "./rewrite.js";
import { subResourceOf } from "./sub-resources.js";

/** Where S3 leaves the common path of requests. */
export const hooks: WireHooks = {
  ids: answerIds,
  rewrite,
  allowsOrigin,
  admit,
  admitOperation,
  admitAnybody,
  checkBody,
  unmodelled(request, ctx): UnmodelledOperation | undefined {
    if (request.method === "OPTIONS") return { name: "OptionsObject", run: () => preflight(request, ctx) };
    if (!isForm(request)) return undefined;
    return { name: "PostObject", run: (body, signatures) => upload(request, body, signatures, ctx) };
  },
  addHeaders(headers, request, ctx, { requestId, hostId = "" }) {
    headers["x-amz-request-id"] = requestId;
    headers["x-amz-id-2"] = hostId;
    headers.Server = "AmazonS3";
    // A HeadBucket has the type that a body would have.
    if (isHeadOfBucket(request)) headers["Content-Type"] = "application/xml";
    if (request.headers.origin !== undefined) Object.assign(headers, crossOriginHeaders(request, ctx));
  },
  unreadable,
};

function isHeadOfBucket({ method, path }: RequestHead): boolean {
  if (method !== "HEAD") return false;
  const slash = path.indexOf("/", 1);
  return slash < 0 || slash === path.length - 1;
}

/** Every POST to a bucket that names no sub-resource is a browser's upload, or a mistake. */
function isForm({ method, query, headers }: RequestHead): boolean {
  if (method !== "POST" || subResourceOf(query) !== undefined) return false;
  if (!headers["content-type"]?.startsWith("multipart/form-data")) throw notAForm();
  return true;
}
