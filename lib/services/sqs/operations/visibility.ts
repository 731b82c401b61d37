import type { Context } from "../../../runtime/context.js";
import { missingParameter } from "../errors/queues.js";
import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
  ChangeMessageVisibilityRequest,
} from "../generated/types.js";
import { checkEntries, eachEntry } from "../messages/batches.js";
import { changeVisibilityByHandle } from "../messages/receipts.js";
import { existingQueue } from "../queues/lookup.js";

export function changeMessageVisibility(input: ChangeMessageVisibilityRequest, ctx: Context): object {
  const at = existingQueue(ctx, input.QueueUrl);
  changeVisibilityByHandle(at, input.ReceiptHandle, input.VisibilityTimeout);
  return {};
}

export function changeMessageVisibilityBatch(
  input: ChangeMessageVisibilityBatchRequest,
  ctx: Context,
): ChangeMessageVisibilityBatchResult {
  const at = existingQueue(ctx, input.QueueUrl);
  checkEntries(input.Entries, "ChangeMessageVisibilityBatchRequestEntry");
  return eachEntry(input.Entries, ({ Id, ReceiptHandle, VisibilityTimeout }) => {
    if (VisibilityTimeout === undefined) throw missingParameter("VisibilityTimeout");
    changeVisibilityByHandle(at, ReceiptHandle, VisibilityTimeout);
    return { Id };
  });
}
