import { membersOf, type RemoteCall, RemoteError, type RemoteRoutes, scopeOf } from "../../runtime/remote.js";
import type { S3Control } from "./control.js";
import type { S3Object } from "./views.js";

/** `/_sim/s3`: what tests in other processes may do with buckets and objects. */
export function s3Routes(s3: S3Control): RemoteRoutes {
  return {
    "GET /buckets": (call) => ({ buckets: s3.at(scopeOf(call)).buckets() }),
    "POST /buckets": (call) => {
      const { name, versioning } = membersOf(call.body, "name", "versioning");
      s3.at(scopeOf(call)).createBucket(textOf("name", name), versioningOf(versioning));
    },
    "GET /buckets/{bucket}": (call) => {
      const { bucket = "" } = call.params;
      return s3.at(scopeOf(call)).bucket(bucket) ?? missingBucket(bucket);
    },
    "PATCH /settings": (call) => {
      const { blockCustomerKeys } = membersOf(call.body, "blockCustomerKeys");
      if (typeof blockCustomerKeys !== "boolean")
        throw new RemoteError(400, 'Give "blockCustomerKeys" as true or false.');
      s3.blockCustomerKeys(blockCustomerKeys);
    },
    "GET /buckets/{bucket}/objects": (call) => ({
      objects: s3.at(scopeOf(call, "prefix")).objects(call.params.bucket ?? "", call.query.prefix),
    }),
    "GET /buckets/{bucket}/versions": (call) => ({
      versions: s3.at(scopeOf(call, "prefix")).versions(call.params.bucket ?? "", call.query.prefix),
    }),
    "GET /buckets/{bucket}/uploads": (call) => ({
      uploads: s3.at(scopeOf(call)).uploads(call.params.bucket ?? ""),
    }),
    "POST /buckets/{bucket}/objects/{key}": (call) => put(s3, call),
    "GET /buckets/{bucket}/objects/{key}": (call) => {
      const { bucket = "", key = "" } = call.params;
      return (
        s3.at(scopeOf(call, "versionId")).object(bucket, key, call.query.versionId) ?? missing(bucket, key)
      );
    },
    "GET /buckets/{bucket}/objects/{key}/content": (call) => {
      const { bucket = "", key = "" } = call.params;
      return (
        s3.at(scopeOf(call, "versionId")).bytes(bucket, key, call.query.versionId) ?? missing(bucket, key)
      );
    },
  };
}

/** `{"text": "…"}` or `{"base64": "…"}`, with `"contentType"` and `"metadata"` where wanted. */
function put(s3: S3Control, call: RemoteCall): S3Object {
  const { bucket = "", key = "" } = call.params;
  const { text, base64, contentType, metadata } = membersOf(
    call.body,
    "text",
    "base64",
    "contentType",
    "metadata",
  );
  return s3.at(scopeOf(call)).putObject(bucket, key, bodyOf(text, base64), {
    ...(contentType !== undefined && { ContentType: textOf("contentType", contentType) }),
    ...(metadata !== undefined && { Metadata: textsOf(metadata) }),
  });
}

function versioningOf(value: unknown): { versioning?: "Enabled" | "Suspended" } {
  if (value === undefined) return {};
  if (value === "Enabled" || value === "Suspended") return { versioning: value };
  throw new RemoteError(400, 'Give "versioning" as "Enabled" or "Suspended".');
}

function bodyOf(text: unknown, base64: unknown): string | Uint8Array {
  if ((text === undefined) === (base64 === undefined)) {
    throw new RemoteError(400, 'Give the content as "text" or as "base64".');
  }
  return base64 === undefined ? textOf("text", text) : Buffer.from(textOf("base64", base64), "base64");
}

function textOf(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new RemoteError(400, `Give "${name}" as a text.`);
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RemoteError(400, 'Give "metadata" as an object of texts.');
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => [name, textOf(`metadata.${name}`, text)]),
  );
}

function missingBucket(bucket: string): never {
  throw new RemoteError(404, `There is no bucket ${bucket}. GET /_sim/s3/buckets lists what there is.`);
}

function missing(bucket: string, key: string): never {
  throw new RemoteError(
    404,
    `There is no object ${bucket}/${key}. GET /_sim/s3/buckets/${bucket}/objects lists what there is.`,
  );
}
