import type { RequestHead } from "../../../wire/hooks.js";

/** `bucket.s3-website-us-east-1.amazonaws.com`; newer regions have a dot before the region. */
const AMAZON_HOST = /^(.+)\.s3-website(?:[.-]([a-z0-9-]+))?\.amazonaws\.com(?:\.cn)?$/;
/** The equivalent host name on this machine; the region is optional. */
const LOCAL_HOST = /^(.+)\.s3-website(?:[.-]([a-z0-9-]+))?(?:\.aws-sim)?\.localhost$/;
/** An additional path to every website, for clients that cannot set host names. */
export const WEBSITE_PATH = "/_sim/website/";

/** A request to a website. */
export interface WebsiteRequest {
  readonly bucket: string;
  /** Region of the endpoint; omitted if it has none. */
  readonly region?: string;
  /** Not decoded, without the leading slash. */
  readonly path: string;
  /** Prefix of the website's paths: `/`, or its path in the simulator. */
  readonly base: string;
}

/** The bucket and region of a website in a `Host` header; `undefined` for other hosts. */
export function websiteHost(
  host: string | undefined,
): { readonly bucket: string; readonly region?: string } | undefined {
  if (host === undefined || !/s3-website/i.test(host)) return undefined;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  const [, bucket, region] = AMAZON_HOST.exec(name) ?? LOCAL_HOST.exec(name) ?? [];
  if (bucket === undefined) return undefined;
  return { bucket, ...(region !== undefined && { region }) };
}

/** The website of a request; `undefined` for a request to the API. */
export function websiteRequest({ path, headers }: RequestHead): WebsiteRequest | undefined {
  if (path.startsWith(WEBSITE_PATH)) {
    const [bucket = "", ...rest] = path.slice(WEBSITE_PATH.length).split("/");
    return { bucket, path: rest.join("/"), base: `${WEBSITE_PATH}${bucket}/` };
  }
  const named = websiteHost(headers.host);
  return named && { ...named, path: path.slice(1), base: "/" };
}
