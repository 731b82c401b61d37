import { isAnonymous } from "../../../runtime/caller.js";
import type { Context } from "../../../runtime/context.js";
import { key as joinKey } from "../../../runtime/store/store.js";
import type { Answered, RequestHead } from "../../../wire/hooks.js";
import { nextNumber } from "../objects/version-sequences.js";
import { canonicalId } from "../owners.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { ACCESS_RECORDS, LOGGED_BUCKETS } from "../state/reports.js";
import { websiteRequest } from "../website/addresses.js";
import { namesSubResource, subResourceOf } from "../wire/sub-resources.js";
import { targetOf } from "../wire/targets.js";
import { operationName } from "./operation-names.js";

/** The timer that delivers the records of a bucket. Its key is the bucket. */
export const LOG_DELIVERY = "s3.log-delivery";

/** Deliveries run at full hours, so no object has requests of two days. */
const HOUR = 3_600_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Records a completed request for the access log of its bucket, if logging is on. */
export function recordAccess(answered: Answered, ctx: Context): void {
  if (ctx.table(LOGGED_BUCKETS).size === 0) return;
  const website = websiteRequest(answered.head);
  const { bucket: name, key } = website
    ? { bucket: website.bucket, key: website.path }
    : targetOf(answered.head.path);
  const bucket = ctx.table(LOGGED_BUCKETS).has(name) ? ctx.table(BUCKETS).get(name) : undefined;
  if (!bucket) return;
  const operation = website
    ? `WEBSITE.${answered.head.method}.OBJECT`
    : operationName(answered.head, ownSubResource(answered.head));
  addRecord(ctx, bucket, lineOf(answered, ctx, bucket, { operation, key }));
}

/** The sub-resource of a request; none if there are several. */
function ownSubResource({ query }: RequestHead): string | undefined {
  try {
    return namesSubResource(query) ? subResourceOf(query) : undefined;
  } catch {
    return undefined;
  }
}

function addRecord(ctx: Context, { name, owner, region }: BucketRow, line: string): void {
  const records = ctx.table(ACCESS_RECORDS);
  records.put(joinKey(name, nextNumber(ctx)), { time: ctx.date(), line });
  if (ctx.table(LOGGED_BUCKETS).get(name)?.pending) return;
  ctx.table(LOGGED_BUCKETS).put(name, { pending: true });
  const there = ctx.elsewhere({ account: owner, region });
  there.after(HOUR - (ctx.now() % HOUR), LOG_DELIVERY, name, { background: true });
}

/** The parts of a record that are not in the request. */
interface Named {
  readonly operation: string;
  readonly key: string;
}

function lineOf(
  { head, request, status, headers, errorCode, ids }: Answered,
  ctx: Context,
  bucket: BucketRow,
  named: Named,
): string {
  const { authorization = "", referer, host, "user-agent": agent } = request.headers;
  const query = request.query === "" ? "" : `?${request.query}`;
  const inQuery = /(?:^|&)(?:X-Amz-Signature|Signature)=/.test(request.query);
  const version = /Signature=/.test(request.query) || authorization.startsWith("AWS ") ? "SigV2" : "SigV4";
  const signed = inQuery || authorization !== "";
  const fields = [
    canonicalId(bucket.owner),
    bucket.name,
    timeOf(ctx.date()),
    "127.0.0.1",
    requester(ctx),
    ids.requestId,
    named.operation,
    // S3 encodes the received key, and so encodes it twice.
    named.key === "" ? "-" : encodeURIComponent(encodeURI(named.key)).replaceAll("%2F", "/"),
    quoted(`${request.method} ${request.path}${query} HTTP/1.1`),
    String(status),
    errorCode ?? "-",
    sizeOr(status < 300 || errorCode !== undefined ? bytesSent(head.method, headers) : undefined),
    sizeOr(objectSize(head, headers)),
    "1",
    "1",
    quoted(referer),
    quoted(agent),
    headers["x-amz-version-id"] ?? "-",
    ids.hostId ?? "-",
    signed ? (inQuery && request.query.includes("X-Amz-Signature") ? "SigV4" : version) : "-",
    "-",
    signed ? (inQuery ? "QueryString" : "AuthHeader") : "-",
    host ?? "-",
    "-",
    "-",
    "-",
    "-",
  ];
  return fields.join(" ");
}

function requester({ caller, account }: Context): string {
  if (isAnonymous(caller)) return "-";
  return caller.arn.endsWith(":root") ? canonicalId(account) : caller.arn;
}

function bytesSent(method: string, headers: Readonly<Record<string, string>>): string | undefined {
  return method === "HEAD" ? undefined : headers["Content-Length"];
}

function objectSize(
  { method, headers }: RequestHead,
  sent: Readonly<Record<string, string>>,
): string | undefined {
  if (method === "PUT") return headers["x-amz-decoded-content-length"] ?? headers["content-length"];
  return (
    sent["Content-Range"]?.split("/")[1] ?? (sent.ETag === undefined ? undefined : sent["Content-Length"])
  );
}

function sizeOr(size: string | undefined): string {
  return size === undefined || size === "0" ? "-" : size;
}

function quoted(text = "-"): string {
  return `"${text.replaceAll('"', "%22")}"`;
}

/** `[06/Feb/2019:00:00:38 +0000]` */
function timeOf(date: Date): string {
  const [day = "", time = ""] = date.toISOString().split("T");
  const [year, month, ofMonth] = day.split("-");
  return `[${ofMonth}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000]`;
}
