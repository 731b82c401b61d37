import type { Context } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import { endpointHost } from "../../../shared/partitions.js";
import type { PlainAnswer, RequestHead, UnmodelledCall } from "../../../wire/hooks.js";
import { admitAnonymous } from "../access/anonymous.js";
import type { WebsiteConfiguration } from "../generated/types.js";
import { isObject, latestVersion } from "../objects/versions.js";
import { BUCKETS } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import type { WebsiteRequest } from "./addresses.js";
import { canBeServed, objectAnswer } from "./answer.js";
import {
  accessDenied,
  incorrectEndpoint,
  methodNotAllowed,
  noSuchBucket,
  noSuchKey,
  noSuchWebsite,
} from "./errors.js";
import { errorHeaders, errorPage, type PageIds, type WebsiteError } from "./pages.js";
import { encodedKey, redirect, redirectByRule, redirectOfAll, ruleFor } from "./redirects.js";

/** The context of a website request. */
interface Site {
  readonly ctx: Context;
  readonly head: RequestHead;
  readonly ids: PageIds;
  readonly request: WebsiteRequest;
  readonly website: WebsiteConfiguration;
  /** Whether unsigned requests need a permission. */
  readonly verified: boolean;
}

/**
 * Handles a request to the website of a bucket. Every request is anonymous.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html
 */
export function serveWebsite(
  request: WebsiteRequest,
  head: RequestHead,
  ctx: Context,
  { signatures, ids }: UnmodelledCall,
): PlainAnswer {
  const bucket = ctx.table(BUCKETS).get(request.bucket);
  if (!bucket) return page({ head, ids }, noSuchBucket(request.bucket));
  const { name, region, owner, configuration } = bucket;
  if (request.region !== undefined && request.region !== region)
    return page({ head, ids }, incorrectEndpoint(endpointHost(`${name}.s3-website`, region)));
  const { website } = configuration;
  if (!website) return page({ head, ids }, noSuchWebsite(name));
  const there = ctx.elsewhere({ account: owner, region });
  return serve({ ctx: there, head, ids, request, website, verified: signatures.verified });
}

function serve(site: Site): PlainAnswer {
  const { head, request, website } = site;
  const all = redirectOfAll(website, request, head);
  if (all) return all;
  if (head.method !== "GET" && head.method !== "HEAD") return page(site, methodNotAllowed(head.method));
  const key = decodeURIComponent(request.path);
  // Rules without an error condition are applied before the object is looked up; they do not apply to the
  // root.
  const rule = key === "" ? undefined : ruleFor(website, key);
  if (rule) return redirectByRule(rule, key, request, head);
  const suffix = website.IndexDocument?.Suffix ?? "";
  const found = key === "" || key.endsWith("/") ? key + suffix : key;
  const object = lookUp(site, found);
  if ("kind" in object) return send(site, object);
  if (object.status === 404 && found === key && "kind" in lookUp(site, `${key}/${suffix}`))
    return redirect(302, `${request.base}${encodedKey(key)}/`);
  return fail(site, found, object);
}

/** The publicly readable object of a key, or the error. */
function lookUp({ ctx, request, verified }: Site, key: string): ObjectVersion | WebsiteError {
  const { bucket } = request;
  try {
    admitAnonymous(
      "GetObject",
      { method: "GET", path: `/${bucket}/${encodeURIComponent(key)}`, query: "", headers: {} },
      ctx,
      verified,
    );
  } catch (error) {
    if (error instanceof AwsError) return accessDenied();
    throw error;
  }
  const version = latestVersion(ctx, bucket, key);
  if (!version || !isObject(version)) return noSuchKey(key);
  return canBeServed(ctx, version) ? version : accessDenied();
}

function send({ ctx, head, request }: Site, { key, system }: ObjectVersion): PlainAnswer {
  const location = system.WebsiteRedirectLocation;
  if (location === undefined) return objectAnswer(ctx, request.bucket, key, head);
  return redirect(301, location.startsWith("/") ? request.base + location.slice(1) : location);
}

/** The response to an error: a redirect by a rule, the bucket's own page, or S3's page. */
function fail(site: Site, key: string, error: WebsiteError): PlainAnswer {
  const { head, request, website } = site;
  const rule = ruleFor(website, key, error.status);
  if (rule) return redirectByRule(rule, key, request, head);
  const document = website.ErrorDocument?.Key;
  if (document === undefined) return page(site, error);
  const object = lookUp(site, document);
  if (!("kind" in object)) return page(site, error, object);
  const answer = send(site, object);
  if (answer.status === 301) return answer;
  return { ...answer, status: error.status, headers: { ...answer.headers, ...errorHeaders(error) } };
}

function page(
  { head, ids }: Pick<Site, "head" | "ids">,
  error: WebsiteError,
  document?: WebsiteError,
): PlainAnswer {
  const body = errorPage(error, ids, document);
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": String(Buffer.byteLength(body)),
  };
  if (head.method !== "HEAD") return { status: error.status, headers, body };
  return { status: error.status, headers: { ...headers, ...errorHeaders(error) } };
}
