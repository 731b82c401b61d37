import type { RequestHead, UnmodelledCall, UnmodelledOperation, WireHooks } from "../../../wire/hooks.js";
import { admitAnonymous } from "../access/anonymous.js";
import { checkBucketExists } from "../buckets/find.js";
import { checkBody } from "../checksums/documents.js";
import { crossOriginHeaders, preflight } from "../cors/answers.js";
import { allowsOrigin } from "../cors/origins.js";
import { malformedAcl } from "../errors/protection.js";
import { notAForm } from "../errors/requests.js";
import { upload } from "../forms/upload.js";
import { recordAccess } from "../logging/records.js";
import { websiteRequest } from "../website/addresses.js";
import { serveWebsite } from "../website/serve.js";
import { admit, admitOperation } from "./admission.js";
import { addBucketHeaders } from "./bucket-headers.js";
import { answerIds } from "./ids.js";
import { unreadable } from "./parameters.js";
import { rewrite } from "./rewrite.js";
import { subResourceOf } from "./sub-resources.js";
import { targetOf } from "./targets.js";

/** S3's differences from the common request handling. */
export const hooks: WireHooks = {
  ids: answerIds,
  rewrite,
  allowsOrigin,
  admit(request, ctx) {
    if (!websiteRequest(request)) admit(request, ctx);
  },
  admitOperation,
  admitAnonymous,
  checkBody(operation, request, body, ctx) {
    // S3 looks up the bucket before it reads a document for it.
    if (ctx && request.method !== "GET" && operation !== "CreateBucket") {
      checkBucketExists(ctx, targetOf(request.path).bucket);
    }
    checkBody(operation, request, body);
  },
  unmodelled(request, ctx): UnmodelledOperation | undefined {
    const website = websiteRequest(request);
    if (website && request.method !== "OPTIONS") {
      const run = (call: UnmodelledCall) => serveWebsite(website, request, ctx, call);
      return { name: "GetWebsite", run };
    }
    if (request.method === "OPTIONS") return { name: "OptionsObject", run: () => preflight(request, ctx) };
    if (!isForm(request)) return undefined;
    return { name: "PostObject", run: (call) => upload(request, call, ctx) };
  },
  addHeaders(headers, request, ctx, { requestId, hostId = "" }) {
    headers["x-amz-request-id"] = requestId;
    headers["x-amz-id-2"] = hostId;
    headers.Server = "AmazonS3";
    addBucketHeaders(headers, request, ctx);
    if (request.headers.origin !== undefined) Object.assign(headers, crossOriginHeaders(request, ctx));
  },
  answered: recordAccess,
  unreadable,
  unreadableBody: (operation) => (/^Put(Bucket|Object)Acl$/.test(operation) ? malformedAcl() : undefined),
  wholeSeconds: true,
};

/** Every POST to a bucket without a sub-resource is a browser upload, or an error. */
function isForm({ method, query, headers }: RequestHead): boolean {
  if (method !== "POST" || subResourceOf(query) !== undefined) return false;
  if (!headers["content-type"]?.startsWith("multipart/form-data")) throw notAForm();
  return true;
}
