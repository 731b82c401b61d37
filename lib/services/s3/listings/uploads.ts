import type { Context } from "../../../runtime/context.js";
import { keyEnd } from "../../../runtime/store/store.js";
import { invalidUploadMarker } from "../errors/requests.js";
import type { MultipartUpload } from "../generated/types.js";
import { behindPrefix, objectKey } from "../objects/keys.js";
import { ownerOf } from "../owners.js";
import { UPLOADS, type UploadRow } from "../state/uploads.js";
import { uploadSequenceOf } from "../uploads/ids.js";
import { uploadName } from "../uploads/uploads.js";
import type { KeyWriter } from "./encoding.js";
import { behindMarker, fromBeginning } from "./starts.js";
import { commonPrefixOf, type KeyPage, type Scope, walk } from "./walk.js";

/** A page of the open uploads, by key and then by initiation. */
export function pageOfUploads(ctx: Context, scope: Scope, start: string): KeyPage<UploadRow> {
  const uploads = ctx.table(UPLOADS);
  return walk(scope, start, (from) => uploads.range({ from }));
}

/**
 * Where a page of uploads starts. The id of an upload that has ended still determines its position.
 *
 * @throws InvalidArgument for an upload of another key.
 */
export function startOfUploads(
  ctx: Context,
  scope: Scope,
  keyMarker: string,
  uploadIdMarker: string,
): string {
  if (keyMarker === "") return fromBeginning(scope);
  if (uploadIdMarker === "") return behindMarker(scope, keyMarker);
  const sequence = uploadSequenceOf(uploadIdMarker);
  if (sequence === "" || isOfAnother(ctx, scope.bucket, keyMarker, uploadIdMarker)) {
    throw invalidUploadMarker(uploadIdMarker);
  }
  if (commonPrefixOf(scope, keyMarker) !== undefined) return behindMarker(scope, keyMarker);
  return keyEnd(uploadName({ bucket: scope.bucket, key: keyMarker, sequence }));
}

function isOfAnother(ctx: Context, bucket: string, key: string, uploadId: string): boolean {
  const uploads = ctx.table(UPLOADS);
  if (uploads.has(uploadName({ bucket, key, sequence: uploadSequenceOf(uploadId) }))) return false;
  const end = behindPrefix(bucket, "");
  for (const [name, upload] of uploads.range({ from: objectKey(bucket, "") })) {
    if (name >= end) return false;
    if (upload.uploadId === uploadId) return true;
  }
  return false;
}

/** The listing entry of an upload. */
export function describeUpload(upload: UploadRow, write: KeyWriter): MultipartUpload {
  return {
    UploadId: upload.uploadId,
    Key: write(upload.key),
    Initiated: upload.initiated,
    StorageClass: upload.storageClass,
    Owner: ownerOf(upload.owner),
    Initiator: initiatorOf(upload),
    ...checksumOf(upload),
  };
}

/** Unlike owners, initiators still have display names. */
export function initiatorOf({ initiator: { id, displayName } }: UploadRow) {
  return { ID: id, DisplayName: displayName };
}

/** The checksum algorithm requested for the parts of an upload; none if it was not specified. */
export function checksumOf({ checksum }: UploadRow) {
  return checksum && { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type };
}
