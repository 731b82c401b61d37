import type { Context } from "../../../runtime/context.js";
import { own } from "../../../values/own.js";
import type { RequestHead } from "../../../wire/hooks.js";
import { THROUGH_ACCESS_POINTS } from "../access-points/operations.js";
import { checkAccessPointHost } from "../access-points/passage.js";
import { wrongSigningRegion } from "../errors/buckets.js";
import {
  headerNotSupported,
  invalidListType,
  invalidUri,
  markerInVersion2,
  methodNotAllowed,
  missingContentLength,
  onlyInVersion2,
  queryNotAccepted,
  transferEncoding,
} from "../errors/requests.js";
import { checkKey, MAX_KEY_BYTES } from "../objects/keys.js";
import { hasMethod, subResourceOf } from "./sub-resources.js";
import { targetOf } from "./targets.js";

/** Validates what S3 validates for every operation. */
export function admit(request: RequestHead, ctx: Pick<Context, "region">): void {
  const { method, path, query } = request;
  checkAccessPointHost(request);
  // A pseudo region of SDKs that S3 does not have.
  if (ctx.region === "aws-global") throw wrongSigningRegion(ctx.region);
  if (!isReadable(path) || path.startsWith("//")) throw invalidUri(path);
  if (method === "OPTIONS") return;
  const level = levelOf(path);
  if (path.length > MAX_KEY_BYTES) checkKey(targetOf(path).key);
  const subResource = subResourceOf(query);
  if (subResource === "uploadId" && method === "PUT" && !/(?:^|&)partNumber=/.test(query)) {
    throw queryNotAccepted(subResource);
  }
  if (subResource !== undefined && level !== "service") {
    if (!hasMethod(subResource, level, method)) throw methodNotAllowed(method, subResource.toUpperCase());
  } else if (!METHODS[level].includes(method)) throw methodNotAllowed(method, level.toUpperCase());
  else if (level === "bucket" && method === "GET") checkListType(query);
}

/**
 * Checks that an object listing is of version 2 (`list-type=2`) or 1, without a parameter of the other. S3
 * checks this before it looks up the bucket (measured in September 2026).
 */
function checkListType(query: string): void {
  if (query === "") return;
  const parameters = new URLSearchParams(query);
  const type = parameters.get("list-type") ?? "1";
  if (type !== "1" && type !== "2") throw invalidListType(type);
  if (type === "2" && parameters.has("marker")) throw markerInVersion2();
  if (type === "2") return;
  for (const name of OF_VERSION_2) if (parameters.has(name)) throw onlyInVersion2(name);
}

const OF_VERSION_2 = ["continuation-token", "start-after"] as const;

/** The methods of requests without a sub-resource. A POST to a bucket is a form. */
const METHODS: Readonly<Record<"service" | "bucket" | "object", readonly string[]>> = {
  service: ["GET"],
  bucket: ["GET", "HEAD", "PUT", "DELETE", "POST"],
  object: ["GET", "HEAD", "PUT", "DELETE"],
};

function levelOf(path: string): "service" | "bucket" | "object" {
  if (path.length <= 1) return "service";
  const slash = path.indexOf("/", 1);
  return slash < 0 || slash === path.length - 1 ? "bucket" : "object";
}

function isReadable(path: string): boolean {
  if (!path.includes("%")) return true;
  try {
    // Bundlers take the function for pure: a call without a use of its result is not in the package.
    return decodeURIComponent(path).length > 0;
  } catch {
    return false;
  }
}

/** Encryption headers, which only writes may have. Those of customer keys are separate. */
const ENCRYPTION_HEADERS = [
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-server-side-encryption-bucket-key-enabled",
  "x-amz-server-side-encryption-context",
];

/** Validates what S3 validates before it reads the body of a request. */
export function admitOperation(operation: string, { method, headers, through }: RequestHead): void {
  if (through && !THROUGH_ACCESS_POINTS.has(operation)) throw methodNotAllowed(method, "ACCESSPOINT");
  if (operation === "GetObject" || operation === "HeadObject") refuseEncryptionHeaders(headers);
  if (operation === "PutObject" || operation === "UploadPart") checkLength(headers);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: on reads they are an error 400. */
function refuseEncryptionHeaders(headers: RequestHead["headers"]): void {
  for (const name of ENCRYPTION_HEADERS) {
    const value = own(headers, name);
    if (value !== undefined) throw headerNotSupported(name, value);
  }
}

/** S3 requires the length of an object before its content. */
function checkLength(headers: RequestHead["headers"]): void {
  if (headers["content-length"] !== undefined) return;
  if (headers["transfer-encoding"] === undefined) throw missingContentLength();
  if (headers["x-amz-decoded-content-length"] === undefined) throw transferEncoding();
}
