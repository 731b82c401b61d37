import type { Context } from "../../../runtime/context.js";
import { batchTooLong, groupMissingInBatch } from "../errors/messages.js";
import type {
  SendMessageBatchRequest,
  SendMessageBatchResult,
  SendMessageRequest,
  SendMessageResult,
} from "../generated/types.js";
import { checkEntries, eachEntry } from "../messages/batches.js";
import { sizeOf } from "../messages/content.js";
import { send } from "../messages/send.js";
import { existingQueue } from "../queues/lookup.js";

/** Maximum size of a batch in bytes, independent of the queue's limit for a message. */
const LARGEST_BATCH = 1_048_576;

export function sendMessage(input: SendMessageRequest, ctx: Context): SendMessageResult {
  return send(existingQueue(ctx, input.QueueUrl), input, { batched: false });
}

export function sendMessageBatch(input: SendMessageBatchRequest, ctx: Context): SendMessageBatchResult {
  const { QueueUrl, Entries } = input;
  const at = existingQueue(ctx, QueueUrl);
  checkEntries(Entries, "SendMessageBatchRequestEntry");
  const bytes = Entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (bytes > LARGEST_BATCH) throw batchTooLong(LARGEST_BATCH, bytes);
  // The only error of an entry that fails the whole batch.
  if (at.queue.fifo && Entries.some(({ MessageGroupId }) => MessageGroupId === undefined))
    throw groupMissingInBatch();
  return eachEntry(Entries, (entry) => ({ Id: entry.Id, ...send(at, entry, { batched: true }) }));
}
