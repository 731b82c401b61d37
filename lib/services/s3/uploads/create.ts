import type { Context } from "../../../runtime/context.js";
import { ownerOfUpload } from "../acl/ownership.js";
import { ALGORITHMS } from "../checksums/algorithms.js";
import { isCrc } from "../checksums/combine.js";
import { checksumUnsupported, typeNotOfAlgorithm, typeWithoutAlgorithm } from "../errors/uploads.js";
import type { CreateMultipartUploadRequest } from "../generated/types.js";
import { lookAtUpload } from "../lifecycle/scans.js";
import { propertiesOf } from "../objects/new-object.js";
import { nextSequenceAscending } from "../objects/version-sequences.js";
import { isObject, latestVersion } from "../objects/versions.js";
import type { BucketRow } from "../state/buckets.js";
import type { UploadChecksum, UploadRow } from "../state/uploads.js";
import { uploadIdAt } from "./ids.js";
import { callingInitiator } from "./initiators.js";
import { saveUpload } from "./uploads.js";

/** Starts an upload: all properties of its object except the content are determined now. */
export function createUpload(
  ctx: Context,
  bucket: BucketRow,
  input: CreateMultipartUploadRequest,
): UploadRow {
  const checksum = checksumFor(input);
  const properties = propertiesOf(ctx, bucket, input);
  const sequence = nextSequenceAscending(ctx);
  const latest = latestVersion(ctx, bucket.name, input.Key);
  const upload: UploadRow = {
    ...properties,
    bucket: bucket.name,
    key: input.Key,
    uploadId: uploadIdAt(sequence, ctx.ids),
    sequence,
    initiated: ctx.date(),
    owner: ownerOfUpload(ctx, bucket, input),
    initiator: callingInitiator(ctx),
    ...(checksum && { checksum }),
    found: latest && isObject(latest) ? latest.sequence : undefined,
  };
  saveUpload(ctx, upload);
  lookAtUpload(ctx, bucket, upload);
  return upload;
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 *
 * @throws InvalidRequest for an unknown algorithm, or a type that the algorithm does not support.
 */
function checksumFor(input: CreateMultipartUploadRequest): UploadChecksum | undefined {
  const { ChecksumAlgorithm: named, ChecksumType: type } = input;
  if (named === undefined) {
    if (type !== undefined) throw typeWithoutAlgorithm();
    return undefined;
  }
  const algorithm = ALGORITHMS.find((known) => known === named);
  if (algorithm === undefined) throw checksumUnsupported();
  switch (type) {
    case undefined:
      return { algorithm, type: algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE" };
    case "COMPOSITE":
      if (algorithm === "CRC64NVME") throw typeNotOfAlgorithm(type, algorithm);
      return { algorithm, type };
    case "FULL_OBJECT":
      // The digest of a whole object cannot be computed from the digests of its parts.
      if (!isCrc(algorithm)) throw typeNotOfAlgorithm(type, algorithm);
      return { algorithm, type };
  }
}
