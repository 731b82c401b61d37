import type { Context } from "../../../runtime/context.js";
import { withNotes } from "../../../wire/reply.js";
import { findBucket } from "../buckets/find.js";
import type { RestoreObjectOutput, RestoreObjectRequest } from "../generated/types.js";
import { findObject } from "../objects/find.js";
import { requestRestore } from "../objects/request-restore.js";

export function restoreObject(input: RestoreObjectRequest, ctx: Context): RestoreObjectOutput {
  const bucket = findBucket(ctx, input);
  const object = findObject(ctx, bucket, input, "POST");
  const extended = requestRestore(ctx, bucket, object, input.RestoreRequest);
  return extended ? {} : withNotes({}, { status: 202 });
}
