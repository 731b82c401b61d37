import type { Context } from "../../../runtime/context.js";
import { own } from "../../../values/own.js";
import type { RequestHead } from "../../../wire/hooks.js";
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

/** Rejects what S3 rejects whatever the operation. */
export function admit({ method, path, query }: RequestHead, ctx: Pick<Context, "region">): void {
  // SDKs have a region of this name, S3 has none.
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
 * Checks that a listing of objects is of the second version (`list-type=2`) or
 * the first, and has no parameter of the other. S3 does so before it looks for
 * the bucket (measured in September 2026).
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

/** The methods that a request may have that names no sub-resource. A POST to a bucket is a form. */
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
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Headers that ask for encryption, which only writes may do. Those of a customer's key are others. */
const ENCRYPTION_HEADERS = [
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-server-side-encryption-bucket-key-enabled",
  "x-amz-server-side-encryption-context",
];

/** Checks what S3 checks before it reads the body of a request. */
export function admitOperation(operation: string, { headers }: RequestHead): void {
  if (operation === "GetObject" || operation === "HeadObject") refuseEncryptionHeaders(headers);
  if (operation === "PutObject" || operation === "UploadPart") checkLength(headers);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: they are an error 400. */
function refuseEncryptionHeaders(headers: RequestHead["headers"]): void {
  for (const name of ENCRYPTION_HEADERS) {
    const value = own(headers, name);
    if (value !== undefined) throw headerNotSupported(name, value);
  }
}

/** S3 wants to know how long an object will be before it comes. */
function checkLength(headers: RequestHead["headers"]): void {
  if (headers["content-length"] !== undefined) return;
  if (headers["transfer-encoding"] === undefined) throw missingContentLength();
  if (headers["x-amz-decoded-content-length"] === undefined) throw transferEncoding();
}
