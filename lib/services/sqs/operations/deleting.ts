import type { Context } from "../../../runtime/context.js";
import type {
  DeleteMessageBatchRequest,
  DeleteMessageBatchResult,
  DeleteMessageRequest,
} from "../generated/types.js";
import { checkEntries, eachEntry } from "../messages/batches.js";
import { deleteByHandle } from "../messages/receipts.js";
import { existingQueue } from "../queues/lookup.js";

export function deleteMessage(input: DeleteMessageRequest, ctx: Context): object {
  deleteByHandle(existingQueue(ctx, input.QueueUrl), input.ReceiptHandle);
  return {};
}

export function deleteMessageBatch(input: DeleteMessageBatchRequest, ctx: Context): DeleteMessageBatchResult {
  const at = existingQueue(ctx, input.QueueUrl);
  checkEntries(input.Entries, "DeleteMessageBatchRequestEntry");
  return eachEntry(input.Entries, ({ Id, ReceiptHandle }) => {
    deleteByHandle(at, ReceiptHandle);
    return { Id };
  });
}
