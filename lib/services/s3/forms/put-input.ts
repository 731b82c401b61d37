import type { PutObjectRequest } from "../generated/types.js";
import { asIfReceived, utf8AsLatin1 } from "../objects/header-text.js";
import type { FormFields } from "./fields.js";
import { taggingOf } from "./tagging.js";

type TextMember = {
  [Name in keyof PutObjectRequest]-?: string extends PutObjectRequest[Name] ? Name : never;
}[keyof PutObjectRequest];

/** The fields that are headers of PutObject. */
const MEMBERS: readonly (readonly [field: string, member: TextMember])[] = [
  ["Cache-Control", "CacheControl"],
  ["Content-Disposition", "ContentDisposition"],
  ["Content-Encoding", "ContentEncoding"],
  ["Content-Language", "ContentLanguage"],
  ["Content-Type", "ContentType"],
  ["Expires", "Expires"],
  ["x-amz-checksum-crc32", "ChecksumCRC32"],
  ["x-amz-checksum-crc32c", "ChecksumCRC32C"],
  ["x-amz-checksum-crc64nvme", "ChecksumCRC64NVME"],
  ["x-amz-checksum-sha1", "ChecksumSHA1"],
  ["x-amz-checksum-sha256", "ChecksumSHA256"],
  ["x-amz-server-side-encryption-aws-kms-key-id", "SSEKMSKeyId"],
  ["x-amz-server-side-encryption-context", "SSEKMSEncryptionContext"],
  ["x-amz-server-side-encryption-customer-algorithm", "SSECustomerAlgorithm"],
  ["x-amz-server-side-encryption-customer-key", "SSECustomerKey"],
  ["x-amz-server-side-encryption-customer-key-MD5", "SSECustomerKeyMD5"],
  ["x-amz-website-redirect-location", "WebsiteRedirectLocation"],
];

/** The PutObject input that corresponds to a form, without its file. */
export async function putInputOf(bucket: string, key: string, fields: FormFields): Promise<PutObjectRequest> {
  const tagging = fields.get("tagging");
  return {
    Bucket: bucket,
    Key: key,
    Metadata: metadataOf(fields),
    ...Object.fromEntries(
      MEMBERS.flatMap(([field, member]) => {
        const value = fields.get(field);
        return value === undefined ? [] : [[member, utf8AsLatin1(value)]];
      }),
    ),
    // Enumerations, which PutObject validates.
    ...enumeration("ACL", fields.get("acl")),
    ...enumeration("StorageClass", fields.get("x-amz-storage-class")),
    ...enumeration("ServerSideEncryption", fields.get("x-amz-server-side-encryption")),
    ...(fields.get("x-amz-server-side-encryption-bucket-key-enabled") === "true" && {
      BucketKeyEnabled: true,
    }),
    ...(tagging !== undefined && { Tagging: await taggingOf(tagging) }),
  };
}

function enumeration(member: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [member]: value };
}

function metadataOf(fields: FormFields): Record<string, string> {
  const prefix = "x-amz-meta-";
  return Object.fromEntries(
    [...fields.names]
      .filter((name) => name.startsWith(prefix))
      .map((name) => [name.slice(prefix.length), asIfReceived((fields.get(name) ?? "").trim())]),
  );
}
