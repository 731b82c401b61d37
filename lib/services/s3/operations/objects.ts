import type { Context } from "../../../core/context.js";
import { isPromise } from "../../../core/promises.js";
import { streamingBody } from "../../../core/streaming.js";
import { findBucket } from "../buckets/find.js";
import type {
  DeleteObjectOutput,
  DeleteObjectRequest,
  GetObjectOutput,
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
  PutObjectOutput,
  PutObjectRequest,
} from "../generated/types.js";
import { deleteLatest, deleteVersion } from "../objects/delete.js";
import { described } from "../objects/described.js";
import { findObject } from "../objects/find.js";
import { preparePut } from "../objects/put.js";

export function putObject(input: PutObjectRequest, ctx: Context): PutObjectOutput | Promise<PutObjectOutput> {
  const received = preparePut(input, ctx);
  if (!isPromise(received)) return received();
  // What is written is written at once, when the whole body is here.
  return received.then((write) => ctx.world.store.transaction(write));
}

export function getObject(input: GetObjectRequest, ctx: Context): GetObjectOutput {
  const bucket = findBucket(ctx, input);
  const object = findObject(ctx, bucket, input, "GET");
  return { ...described(object, bucket, input), Body: streamingBody(object.content.bytes()) };
}

export function headObject(input: HeadObjectRequest, ctx: Context): HeadObjectOutput {
  const bucket = findBucket(ctx, input);
  return described(findObject(ctx, bucket, input, "HEAD"), bucket, input);
}

export function deleteObject(input: DeleteObjectRequest, ctx: Context): DeleteObjectOutput {
  const bucket = findBucket(ctx, input);
  return input.VersionId === undefined
    ? deleteLatest(ctx, bucket, input.Key)
    : deleteVersion(ctx, bucket, input.Key, input.VersionId);
}
