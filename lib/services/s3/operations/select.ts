import type { Context } from "../../../runtime/context.js";
import { findBucket } from "../buckets/find.js";
import { checkCustomerKey } from "../encryption/customer-keys.js";
import type { SelectObjectContentOutput, SelectObjectContentRequest } from "../generated/types.js";
import { findObject } from "../objects/find.js";
import { select } from "../select/select.js";

export function selectObjectContent(
  input: SelectObjectContentRequest,
  ctx: Context,
): SelectObjectContentOutput {
  const bucket = findBucket(ctx, input);
  const object = findObject(ctx, bucket, { Key: input.Key }, "POST");
  checkCustomerKey(object.encryption, input);
  return { Payload: select(ctx, object, input) };
}
