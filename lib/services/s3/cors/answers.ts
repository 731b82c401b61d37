import type { Context } from "../../../runtime/context.js";
import type { PlainAnswer, RequestHead } from "../../../wire/hooks.js";
import { corsForbidden, invalidRequestMethod, originNeeded } from "../errors/buckets.js";
import { BUCKETS } from "../state/buckets.js";
import { targetOf } from "../wire/targets.js";
import { allowanceHeaders, allowanceOf, requestedHeaders } from "./rules.js";

const METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD"];
const NOT_ALLOWED =
  "This CORS request is not allowed. This is usually because the evalution of Origin, request method / " +
  "Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

/** Handles the preflight request of a browser, which is never signed. */
export function preflight({ path, headers }: RequestHead, ctx: Context): PlainAnswer {
  const { origin, "access-control-request-method": method } = headers;
  if (origin === undefined) throw originNeeded();
  const { bucket, key } = targetOf(path);
  const row = ctx.table(BUCKETS).get(bucket);
  if (!row) throw corsForbidden("Bucket not found", method ?? "OPTIONS", "BUCKET");
  const { cors } = row.configuration;
  if (!cors) throw corsForbidden("CORS is not enabled for this bucket.", method ?? "OPTIONS", "BUCKET");
  if (method === undefined || !METHODS.includes(method)) throw invalidRequestMethod(method);
  const asked = requestedHeaders(headers["access-control-request-headers"]);
  const allowance = allowanceOf(cors, { origin, method, headers: asked });
  if (!allowance) throw corsForbidden(NOT_ALLOWED, method, key === "" ? "BUCKET" : "OBJECT");
  return { status: 200, headers: allowanceHeaders(allowance, origin, asked) };
}

const NONE: Readonly<Record<string, string>> = {};

/** The CORS headers of a response to a browser, including errors; none if no rule allows the request. */
export function crossOriginHeaders(
  { method, path, headers }: RequestHead,
  ctx: Context,
): Readonly<Record<string, string>> {
  const { origin } = headers;
  // The response to a preflight has its own.
  if (origin === undefined || method === "OPTIONS") return NONE;
  const cors = ctx.table(BUCKETS).get(bucketOf(path))?.configuration.cors;
  if (!cors) return NONE;
  const asked = requestedHeaders(headers["access-control-request-headers"]);
  // If the header of a preflight is present, S3 uses it as the method of the request (recorded).
  const wanted = headers["access-control-request-method"] ?? method;
  const allowance = allowanceOf(cors, { origin, method: wanted, headers: asked });
  return allowance ? allowanceHeaders(allowance, origin) : NONE;
}

/** The bucket of a path that may be unreadable, which is rejected later. */
function bucketOf(path: string): string {
  return path.split("/", 2)[1] ?? "";
}
