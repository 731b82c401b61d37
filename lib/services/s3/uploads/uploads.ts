import type { Context } from "../../../runtime/context.js";
import { keyBelow, withPrefix } from "../../../runtime/store/store.js";
import { noSuchUpload } from "../errors/uploads.js";
import { behindPrefix, objectKey } from "../objects/keys.js";
import { PARTS, type PartRow, UPLOADS, type UploadRow } from "../state/uploads.js";
import { uploadSequenceOf } from "./ids.js";

/** The upload of a request. */
export interface UploadReference {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

/** The key of an upload in its table: its object key and its sequence. */
export type UploadName = Pick<UploadRow, "bucket" | "key" | "sequence">;

/** The key of an upload in {@link UPLOADS}. */
export function uploadName({ bucket, key, sequence }: UploadName): string {
  return keyBelow(objectKey(bucket, key), sequence);
}

/** The key of a part in {@link PARTS}. */
export function partName(upload: UploadName, number: number): string {
  return keyBelow(uploadName(upload), number);
}

/** @throws NoSuchUpload, also for one of another key or bucket. */
export function findUpload(ctx: Context, reference: UploadReference): UploadRow {
  const upload = uploadIfOpen(ctx, reference);
  if (!upload) throw noSuchUpload(reference.UploadId);
  return upload;
}

/** As {@link findUpload}, but `undefined` if there is none. */
export function uploadIfOpen(
  ctx: Context,
  { Bucket: bucket, Key: key, UploadId }: UploadReference,
): UploadRow | undefined {
  const upload = ctx.table(UPLOADS).get(uploadName({ bucket, key, sequence: uploadSequenceOf(UploadId) }));
  return upload?.uploadId === UploadId ? upload : undefined;
}

export function saveUpload(ctx: Context, upload: UploadRow): void {
  ctx.table(UPLOADS).put(uploadName(upload), upload);
}

/** The open uploads of a key, in the order of their initiation. */
export function uploadsOf(ctx: Context, bucket: string, key: string): readonly UploadRow[] {
  const uploads = ctx.table(UPLOADS);
  return uploads.size === 0 ? [] : [...withPrefix(uploads, keyBelow(objectKey(bucket, key), ""))];
}

export function findPart(ctx: Context, upload: UploadName, number: number): PartRow | undefined {
  return ctx.table(PARTS).get(partName(upload, number));
}

/** Writes a part, replacing an earlier one with its number. */
export function savePart(ctx: Context, upload: UploadName, part: PartRow): void {
  ctx.table(PARTS).put(partName(upload, part.number), part);
}

/** The parts of an upload by number, after the number `after`. */
export function partsOf(ctx: Context, upload: UploadName, after = 0): Generator<PartRow> {
  return withPrefix(ctx.table(PARTS), partsPrefix(upload), partName(upload, after));
}

/** Removes an upload with all its parts. */
export function removeUpload(ctx: Context, upload: UploadName): void {
  for (const { number } of [...partsOf(ctx, upload)]) ctx.table(PARTS).delete(partName(upload, number));
  ctx.table(UPLOADS).delete(uploadName(upload));
}

/** Removes the uploads of a deleted bucket. They do not prevent its deletion. */
export function removeUploadsOf(ctx: Context, bucket: string): void {
  const end = behindPrefix(bucket, "");
  const uploads: UploadRow[] = [];
  for (const [name, upload] of ctx.table(UPLOADS).range({ from: objectKey(bucket, "") })) {
    if (name >= end) break;
    uploads.push(upload);
  }
  for (const upload of uploads) removeUpload(ctx, upload);
}

function partsPrefix(upload: UploadName): string {
  return keyBelow(uploadName(upload), "");
}
