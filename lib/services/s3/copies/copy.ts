import type { Context } from "../../../runtime/context.js";
import { ownerOfUpload } from "../acl/ownership.js";
import { ALGORITHMS } from "../checksums/algorithms.js";
import { hasCustomerKey } from "../encryption/customer-keys.js";
import { etagFor } from "../encryption/request.js";
import { copySourceTooLarge, copyWithoutChange, unknownDirective } from "../errors/objects.js";
import { checksumUnsupported } from "../errors/uploads.js";
import type { CopyObjectRequest } from "../generated/types.js";
import { checkWriteConditions, checkWriteHeaders } from "../objects/conditions.js";
import { type ObjectProperties, propertiesOf } from "../objects/new-object.js";
import { addVersion } from "../objects/versions.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion, StoredChecksum } from "../state/objects.js";
import { digestsOf } from "./digests.js";
import type { CopySource } from "./source.js";

/** The largest object that CopyObject copies; larger ones are copied in parts. */
const MAX_COPY_BYTES = 5 * 1024 ** 3;

/**
 * Writes a copy of an object, which shares its bytes.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 *
 * @throws InvalidRequest for a copy onto itself without a change and for sources beyond 5 GiB,
 * PreconditionFailed, and errors of writes
 */
export function copy(
  ctx: Context,
  bucket: BucketRow,
  source: CopySource,
  input: CopyObjectRequest,
): ObjectVersion {
  checkWriteHeaders(input);
  const { object } = source;
  const { size } = object.content;
  if (size > MAX_COPY_BYTES) throw copySourceTooLarge(MAX_COPY_BYTES);
  const written = propertiesOfCopy(ctx, bucket, object, input);
  if (isItself(bucket, source, input) && !changes(bucket, source, input)) throw copyWithoutChange();
  checkWriteConditions(ctx, bucket.name, input.Key, input);
  const algorithm = algorithmOf(input, object);
  const { md5, checksum } = digestsOf(object, algorithm);
  return addVersion<ObjectVersion>(ctx, bucket, input.Key, (versionId, sequence) => ({
    versionId,
    sequence,
    kind: "object",
    key: input.Key,
    content: object.content,
    etag: etagFor(ctx, written.encryption, md5),
    lastModified: ctx.date(),
    owner: ownerOfUpload(ctx, bucket, input),
    checksum,
    ...written,
  }));
}

/** Only metadata and tags come from the source, unless the request replaces them. */
function propertiesOfCopy(
  ctx: Context,
  bucket: BucketRow,
  source: ObjectVersion,
  input: CopyObjectRequest,
): ObjectProperties {
  const { MetadataDirective = "COPY", TaggingDirective = "COPY", Tagging, ...rest } = input;
  if (MetadataDirective !== "COPY" && MetadataDirective !== "REPLACE")
    throw unknownDirective("metadata", MetadataDirective);
  if (TaggingDirective !== "COPY" && TaggingDirective !== "REPLACE")
    throw unknownDirective("tagging", TaggingDirective);
  const asked = propertiesOf(ctx, bucket, TaggingDirective === "REPLACE" ? { ...rest, Tagging } : rest);
  const tags = TaggingDirective === "COPY" ? source.tags : asked.tags;
  if (MetadataDirective === "REPLACE") return { ...asked, tags };
  const { WebsiteRedirectLocation: _, ...kept } = source.system;
  const { WebsiteRedirectLocation } = asked.system;
  const system = { ...kept, ...(WebsiteRedirectLocation !== undefined && { WebsiteRedirectLocation }) };
  return { ...asked, tags, system, metadata: source.metadata };
}

function isItself(bucket: BucketRow, source: CopySource, { Key }: CopyObjectRequest): boolean {
  return source.bucket.name === bucket.name && source.object.key === Key;
}

/** Whether S3 accepts a copy onto itself. New tags or another ACL are not sufficient. */
function changes({ configuration }: BucketRow, source: CopySource, input: CopyObjectRequest): boolean {
  const { encryption, checksum } = source.object;
  return (
    input.MetadataDirective === "REPLACE" ||
    input.StorageClass !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    input.ServerSideEncryption !== undefined ||
    hasCustomerKey(input) ||
    (input.ChecksumAlgorithm !== undefined && input.ChecksumAlgorithm !== checksum.algorithm) ||
    encryption.kind !== "AES256" ||
    source.versionId !== undefined ||
    configuration.encryption !== undefined
  );
}

function algorithmOf(
  { ChecksumAlgorithm }: CopyObjectRequest,
  source: ObjectVersion,
): StoredChecksum["algorithm"] {
  if (ChecksumAlgorithm === undefined) return source.checksum.algorithm;
  const known = ALGORITHMS.find((name) => name === ChecksumAlgorithm);
  if (known === undefined) throw checksumUnsupported();
  return known;
}
