import type { Context } from "../../../runtime/context.js";
import { type Pending, whenReady } from "../../../runtime/handler.js";
import { findBucket } from "../buckets/find.js";
import { headerNotImplemented } from "../errors/objects.js";
import { formOf } from "../forms/origin.js";
import type { PutObjectOutput, PutObjectRequest } from "../generated/types.js";
import { checkWriteHeaders } from "./conditions.js";
import { receiveContent } from "./content.js";
import { checkLockDigest } from "./lock.js";
import { propertiesOf, putNewObject, type WrittenBy } from "./new-object.js";

/**
 * Handles PutObject or the object of a form.
 *
 * @throws errors of writes
 */
export function put(input: PutObjectRequest, ctx: Context): PutObjectOutput | Pending<PutObjectOutput> {
  const by: WrittenBy = formOf(input) ? "Post" : "Put";
  const bucket = findBucket(ctx, input);
  checkWriteHeaders(input);
  if (input.WriteOffsetBytes !== undefined) throw headerNotImplemented("x-amz-write-offset-bytes");
  checkLockDigest(input);
  const properties = propertiesOf(ctx, bucket, input);
  return whenReady(receiveContent(ctx, input, "CRC64NVME"), (content) =>
    putNewObject(ctx, input, content, properties, by),
  );
}
