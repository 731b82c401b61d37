import { namesOf, refuseUnknownOptions } from "../../text/suggestions.js";
import type { PutObjectRequest } from "./generated/types.js";

/** What an object is besides its content, by the names of PutObject. */
export type PutOptions = Omit<PutObjectRequest, "Bucket" | "Key" | "Body" | "ContentLength">;

const MEMBERS = namesOf<PutOptions>({
  ACL: true,
  CacheControl: true,
  ContentDisposition: true,
  ContentEncoding: true,
  ContentLanguage: true,
  ContentMD5: true,
  ContentType: true,
  ChecksumAlgorithm: true,
  ChecksumCRC32: true,
  ChecksumCRC32C: true,
  ChecksumCRC64NVME: true,
  ChecksumSHA1: true,
  ChecksumSHA256: true,
  ChecksumSHA512: true,
  ChecksumMD5: true,
  ChecksumXXHASH64: true,
  ChecksumXXHASH3: true,
  ChecksumXXHASH128: true,
  Expires: true,
  IfMatch: true,
  IfNoneMatch: true,
  GrantFullControl: true,
  GrantRead: true,
  GrantReadACP: true,
  GrantWriteACP: true,
  WriteOffsetBytes: true,
  Metadata: true,
  ServerSideEncryption: true,
  StorageClass: true,
  WebsiteRedirectLocation: true,
  SSECustomerAlgorithm: true,
  SSECustomerKey: true,
  SSECustomerKeyMD5: true,
  SSEKMSKeyId: true,
  SSEKMSEncryptionContext: true,
  BucketKeyEnabled: true,
  RequestPayer: true,
  Tagging: true,
  ObjectLockMode: true,
  ObjectLockRetainUntilDate: true,
  ObjectLockLegalHoldStatus: true,
  ExpectedBucketOwner: true,
});

/** @throws TypeError for an option that PutObject does not have, such as `contentType`. */
export function checkPutOptions(options: PutOptions): void {
  refuseUnknownOptions(options, MEMBERS, "putObject");
}
