import type { Context } from "../../../runtime/context.js";
import { findBucket } from "../buckets/find.js";
import { checksumMember } from "../checksums/request.js";
import type {
  ListMultipartUploadsOutput,
  ListMultipartUploadsRequest,
  ListPartsOutput,
  ListPartsRequest,
  Part,
} from "../generated/types.js";
import { abortMembers } from "../lifecycle/abortion.js";
import { checkInteger, pageSize, readListing } from "../listings/requests.js";
import {
  checksumOf,
  describeUpload,
  initiatorOf,
  pageOfUploads,
  startOfUploads,
} from "../listings/uploads.js";
import { ownerOf } from "../owners.js";
import type { PartRow, UploadRow } from "../state/uploads.js";
import { findUpload, partsOf } from "../uploads/uploads.js";

export function listMultipartUploads(
  input: ListMultipartUploadsRequest,
  ctx: Context,
): ListMultipartUploadsOutput {
  const bucket = findBucket(ctx, input);
  const MaxUploads = pageSize("max-uploads", input.MaxUploads);
  const { scope, write, echo } = readListing(bucket, input, MaxUploads);
  const { Prefix, ...others } = echo;
  const { KeyMarker = "" } = input;
  // Ignored without a key marker.
  const UploadIdMarker = KeyMarker === "" ? "" : (input.UploadIdMarker ?? "");
  const start = startOfUploads(ctx, scope, KeyMarker, UploadIdMarker);
  const { rows, commonPrefixes, last, truncated } = pageOfUploads(ctx, scope, start);
  const lastUpload = rows.at(-1);
  // A full page of only common prefixes continues after the last of them.
  const nextKey = truncated && last && "commonPrefix" in last ? last.commonPrefix : (lastUpload?.key ?? "");
  return {
    Bucket: bucket.name,
    ...others,
    // Unlike the other listings, this one omits an empty prefix.
    ...(Prefix !== "" && { Prefix }),
    KeyMarker: write(KeyMarker),
    UploadIdMarker,
    NextKeyMarker: write(nextKey),
    NextUploadIdMarker: nextKey === lastUpload?.key ? lastUpload.uploadId : "",
    MaxUploads,
    IsTruncated: truncated,
    Uploads: rows.map((upload) => describeUpload(upload, write)),
    CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: write(prefix) })),
  };
}

export function listParts(input: ListPartsRequest, ctx: Context): ListPartsOutput {
  const bucket = findBucket(ctx, input);
  const upload = findUpload(ctx, input);
  const MaxParts = pageSize("max-parts", input.MaxParts);
  const PartNumberMarker = checkInteger("part-number-marker", input.PartNumberMarker ?? 0);
  const Parts: Part[] = [];
  let IsTruncated = false;
  if (MaxParts > 0) {
    for (const part of partsOf(ctx, upload, PartNumberMarker)) {
      IsTruncated = Parts.length === MaxParts;
      if (IsTruncated) break;
      Parts.push(describePart(part, upload));
    }
  }
  return {
    ...abortMembers(bucket, upload),
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.uploadId,
    PartNumberMarker,
    NextPartNumberMarker: Parts.at(-1)?.PartNumber ?? 0,
    MaxParts,
    IsTruncated,
    Parts,
    Initiator: initiatorOf(upload),
    Owner: ownerOf(upload.owner),
    StorageClass: upload.storageClass,
    ...checksumOf(upload),
  };
}

/** Parts have checksums only if the upload requested them. */
function describePart({ number, lastModified, etag, content, checksum }: PartRow, upload: UploadRow): Part {
  return {
    PartNumber: number,
    LastModified: lastModified,
    ETag: `"${etag}"`,
    Size: content.size,
    ...(upload.checksum && checksumMember(upload.checksum.algorithm, checksum.toString("base64"))),
  };
}
