import { createHmac } from "node:crypto";
import { AwsError } from "../runtime/errors.js";
import { trimmedValue } from "../wire/header-values.js";
import type { WireRequest } from "../wire/message.js";
import { isoSeconds, parseDateHeader } from "./times.js";

/** What {@link Signature.algorithm} is for signatures of version 2, which only S3 still takes. */
export const VERSION_2 = "AWS";

/** The regions that opened before 2014: all others refuse signatures of version 2. */
const REGIONS: ReadonlySet<string> = new Set([
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-west-1",
  "sa-east-1",
  "us-east-1",
  "us-west-1",
  "us-west-2",
]);

const TOLERANCE = 15 * 60_000;

/** A request that is signed as before 2014. The AWS CLI and boto3 still presign so, unless they are told otherwise. */
export interface Version2Request {
  readonly request: WireRequest;
  /** With the bucket at its beginning, however the request names it. */
  readonly path: string;
  readonly presigned: boolean;
  /** Whether a query parameter is part of what is signed. */
  signsParameter(name: string): boolean;
}

/** @throws InvalidRequest where signatures of version 2 are not known. */
export function checkVersion2Region(region: string): void {
  if (REGIONS.has(region)) return;
  const message =
    "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
  throw new AwsError("InvalidRequest", message, { status: 400 });
}

/** @throws AccessDenied, RequestTimeTooSkewed unless the request is signed for now. */
export function checkVersion2Time(
  { request, presigned }: Pick<Version2Request, "request" | "presigned">,
  now: number,
): void {
  if (presigned) {
    checkVersion2Expiry(new URLSearchParams(request.query).get("Expires"), now);
    return;
  }
  const text = request.headers["x-amz-date"] ?? request.headers.date;
  const time = text === undefined ? undefined : parseDateHeader(text);
  if (time === undefined) throw denied("AWS authentication requires a valid Date or x-amz-date header");
  if (Math.abs(now - time) <= TOLERANCE) return;
  const message = "The difference between the request time and the current time is too large.";
  const members = {
    RequestTime: text,
    ServerTime: isoSeconds(now),
    MaxAllowedSkewMilliseconds: TOLERANCE,
  };
  throw new AwsError("RequestTimeTooSkewed", message, { status: 403, members });
}

/**
 * Checks `Expires` of a presigned request, in seconds since the epoch.
 *
 * @throws AccessDenied when it is missing, not a number, or over.
 */
export function checkVersion2Expiry(text: string | null, now: number): void {
  if (text === null) throw denied(INCOMPLETE);
  if (!/^\d{1,12}$/.test(text)) throw denied(`Invalid date (should be seconds since epoch): ${text}`);
  const expires = Number(text) * 1000;
  if (now <= expires) return;
  throw denied("Request has expired", { Expires: isoSeconds(expires), ServerTime: isoSeconds(now) });
}

const INCOMPLETE =
  "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters";

function denied(message: string, members?: Readonly<Record<string, string>>): AwsError {
  return new AwsError("AccessDenied", message, { status: 403, ...(members && { members }) });
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

/** Presigned URLs carry these headers in their query. */
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
