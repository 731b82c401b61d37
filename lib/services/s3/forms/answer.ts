import { isIPv4 } from "node:net";
import type { PlainAnswer, RequestHead } from "../../../wire/hooks.js";
import type { PutObjectOutput } from "../generated/types.js";
import { bucketOfHost } from "../wire/virtual-hosts.js";
import type { FormFields } from "./fields.js";

/** An object uploaded in a form. */
export interface Uploaded {
  readonly bucket: string;
  readonly key: string;
  readonly output: PutObjectOutput;
}

/** The response to a form according to its fields: a redirect, a document or nothing. */
export function uploaded(request: RequestHead, fields: FormFields, object: Uploaded): PlainAnswer {
  const location = locationOf(request, object);
  const headers = { ...headersOf(object.output), Location: location };
  const redirect = redirectOf(fields.get("success_action_redirect") ?? fields.get("redirect"), object);
  if (redirect !== undefined) return { status: 303, headers: { ...headers, Location: redirect } };
  switch (fields.get("success_action_status")) {
    case "200":
      return { status: 200, headers };
    case "201": {
      const body = postResponse(location, object);
      return { status: 201, headers: { ...headers, "Content-Type": "application/xml" }, body };
    }
    default:
      return { status: 204, headers };
  }
}

function headersOf(output: PutObjectOutput): Record<string, string> {
  const { ETag, Expiration, VersionId, ChecksumType } = output;
  const headers: Record<string, string | undefined> = {
    ETag,
    "x-amz-expiration": Expiration,
    "x-amz-version-id": VersionId,
    "x-amz-server-side-encryption": output.ServerSideEncryption,
    "x-amz-server-side-encryption-aws-kms-key-id": output.SSEKMSKeyId,
    "x-amz-server-side-encryption-bucket-key-enabled": output.BucketKeyEnabled?.toString(),
    "x-amz-server-side-encryption-customer-algorithm": output.SSECustomerAlgorithm,
    "x-amz-server-side-encryption-customer-key-MD5": output.SSECustomerKeyMD5,
    "x-amz-checksum-crc32": output.ChecksumCRC32,
    "x-amz-checksum-crc32c": output.ChecksumCRC32C,
    "x-amz-checksum-crc64nvme": output.ChecksumCRC64NVME,
    "x-amz-checksum-sha1": output.ChecksumSHA1,
    "x-amz-checksum-sha256": output.ChecksumSHA256,
    "x-amz-checksum-type": ChecksumType,
  };
  const sent: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent[name] = value;
  return sent;
}

/**
 * The URL of the object at the host of the form. Like S3's, it has the bucket in the host, unless the host is
 * an IP address, which has no subdomains.
 */
function locationOf({ headers }: RequestHead, { bucket, key }: Uploaded): string {
  const host = headers.host ?? "";
  const object = encodeURIComponent(key);
  if (bucketOfHost(host) !== undefined) return `http://${host}/${object}`;
  return isAddress(host) ? `http://${host}/${bucket}/${object}` : `http://${bucket}.${host}/${object}`;
}

/** Whether a `Host` header is an IP address. */
function isAddress(host: string): boolean {
  return host.startsWith("[") || isIPv4(host.replace(/:\d+$/, ""));
}

/** An invalid URL is ignored. */
function redirectOf(url: string | undefined, { bucket, key, output }: Uploaded): string | undefined {
  if (url === undefined || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const target = new URL(url);
  const added = Object.entries({ bucket, key, etag: output.ETag ?? "" })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  target.search = target.search === "" ? added : `${target.search.slice(1)}&${added}`;
  return target.href;
}

function postResponse(location: string, { bucket, key, output }: Uploaded): string {
  const elements = { Location: location, Bucket: bucket, Key: key, ETag: output.ETag ?? "" };
  const content = Object.entries(elements)
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
    .join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>${content}</PostResponse>`;
}

function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped
  return text.replace(/[&<>"\u0000-\u001f]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}
