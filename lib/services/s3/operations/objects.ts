import type { Context } from "../../../runtime/context.js";
import type { Pending } from "../../../runtime/handler.js";
import { withNotes } from "../../../wire/reply.js";
import { findBucket } from "../buckets/find.js";
import type {
  DeleteObjectOutput,
  DeleteObjectRequest,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  GetObjectOutput,
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
  PutObjectOutput,
  PutObjectRequest,
} from "../generated/types.js";
import { deleteOne } from "../objects/delete.js";
import { deleteMany } from "../objects/delete-many.js";
import { checkBypass } from "../objects/lock.js";
import { put } from "../objects/put.js";
import { read } from "../objects/read.js";
import { bodyOf } from "../objects/selection.js";
import { refuseArchived } from "../objects/storage-classes.js";

export function putObject(input: PutObjectRequest, ctx: Context): PutObjectOutput | Pending<PutObjectOutput> {
  return put(input, ctx);
}

export function getObject(input: GetObjectRequest, ctx: Context): GetObjectOutput {
  const { object, selection, members } = read(ctx, input, "GET");
  refuseArchived(object, ctx.now());
  const output = Object.assign(members, { Body: bodyOf(object.content, selection) });
  return selection.partial ? withNotes(output, { status: 206 }) : output;
}

export function headObject(input: HeadObjectRequest, ctx: Context): HeadObjectOutput {
  const { selection, members } = read(ctx, input, "HEAD");
  return selection.partial ? withNotes(members, { status: 206 }) : members;
}

export function deleteObject(input: DeleteObjectRequest, ctx: Context): DeleteObjectOutput {
  const bucket = findBucket(ctx, input);
  checkBypass(bucket, input.BypassGovernanceRetention);
  return deleteOne(ctx, bucket, input);
}

export function deleteObjects(input: DeleteObjectsRequest, ctx: Context): DeleteObjectsOutput {
  const bucket = findBucket(ctx, input);
  checkBypass(bucket, input.BypassGovernanceRetention);
  const { deleted, failures } = deleteMany(ctx, bucket, input);
  return {
    ...(input.Delete.Quiet !== true && { Deleted: deleted }),
    ...(failures.length > 0 && { Errors: failures }),
  };
}
