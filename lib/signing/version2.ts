import { createHmac } from "node:crypto";
import { trimmedValue } from "../wire/header-values.js";
import type { WireRequest } from "../wire/message.js";
import type { Version2Profile } from "./profile.js";
import type { Version2Errors } from "./rejections.js";
import { parseDateHeader } from "./times.js";

/** The {@link Signature.algorithm} of signatures of version 2, which few services still accept. */
export const VERSION_2 = "AWS";

const TOLERANCE = 15 * 60_000;

/**
 * A request with the signature scheme from before 2014. The AWS CLI and boto3 still presign with it by
 * default.
 */
export interface Version2Request {
  readonly request: WireRequest;
  /** Starts with the bucket, however the request specifies it. */
  readonly path: string;
  readonly presigned: boolean;
  /** Whether a query parameter is signed. */
  signsParameter(name: string): boolean;
}

/** @throws AwsError where signatures of version 2 are not accepted. */
export function checkVersion2Region({ regions, errors }: Version2Profile, region: string): void {
  if (!regions.has(region)) throw errors.unsupported();
}

/** @throws AwsError unless the request is signed for now. */
export function checkVersion2Time(
  { request, presigned }: Pick<Version2Request, "request" | "presigned">,
  now: number,
  errors: Version2Errors,
): void {
  if (presigned) {
    checkVersion2Expiry(new URLSearchParams(request.query).get("Expires"), now, errors);
    return;
  }
  const text = request.headers["x-amz-date"] ?? request.headers.date;
  const time = text === undefined ? undefined : parseDateHeader(text);
  if (text === undefined || time === undefined) throw errors.undated();
  if (Math.abs(now - time) > TOLERANCE) throw errors.skewed(text, now, TOLERANCE);
}

/**
 * Validates `Expires` of a presigned request, in seconds since the epoch.
 *
 * @throws AwsError if it is missing, not a number, or expired.
 */
export function checkVersion2Expiry(text: string | null, now: number, errors: Version2Errors): void {
  if (text === null || !/^\d{1,12}$/.test(text)) throw errors.badExpiry(text ?? undefined);
  const expires = Number(text) * 1000;
  if (now > expires) throw errors.expired(expires, now);
}

export function version2Signature(secretAccessKey: string, text: string): string {
  return createHmac("sha1", secretAccessKey).update(text).digest("base64");
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html#ConstructingTheAuthenticationHeader */
export function version2StringToSign({ request, path, presigned, signsParameter }: Version2Request): string {
  const { method, headers } = request;
  const query = [...new URLSearchParams(request.query)];
  const date = presigned
    ? (query.find(([name]) => name === "Expires")?.[1] ?? "")
    : headers["x-amz-date"] === undefined
      ? (headers.date ?? "")
      : "";
  const resource = path + signedQuery(query, signsParameter);
  const own = [headers["content-md5"] ?? "", headers["content-type"] ?? "", date].join("\n");
  return `${method}\n${own}\n${amazonHeaders(headers, query)}${resource}`;
}

/** Presigned URLs have these headers in their query. */
function amazonHeaders(headers: WireRequest["headers"], query: readonly [string, string][]): string {
  const found = new Map<string, string>();
  for (const [name, value] of [...query, ...Object.entries(headers)]) {
    if (value !== undefined && name.toLowerCase().startsWith("x-amz-"))
      found.set(name.toLowerCase(), trimmedValue(value));
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`)
    .join("");
}

function signedQuery(
  query: readonly [string, string][],
  signsParameter: Version2Request["signsParameter"],
): string {
  const signed = query
    .filter(([name]) => signsParameter(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`));
  return signed.length === 0 ? "" : `?${signed.join("&")}`;
}
