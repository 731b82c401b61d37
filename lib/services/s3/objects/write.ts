import type { Context } from "../../../runtime/context.js";
import { streamingBody } from "../../../wire/streaming-body.js";
import type { BucketRow } from "../state/buckets.js";
import { put } from "./put.js";

/** Writes an object on behalf of S3, such as an access log. It belongs to the owner of the bucket. */
export function writeObject(
  ctx: Context,
  { name, owner, region }: BucketRow,
  key: string,
  content: string | Uint8Array,
  ContentType: string,
): void {
  const there = ctx.elsewhere({ account: owner, region });
  // Buffered content is written synchronously, so nothing is pending.
  void put({ Bucket: name, Key: key, Body: streamingBody(content), ContentType }, there);
}
