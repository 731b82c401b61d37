import type { ContextAt } from "../../../runtime/context.js";
import type { Queues, ReceivedMessage } from "../../../runtime/ports/queues.js";
import { KnownArns } from "../../../shared/known-arns.js";
import { queueDoesNotExist } from "../errors/queues.js";
import { systemAttributes } from "../messages/describe.js";
import { attributesDigest, digestOf } from "../messages/digests.js";
import { handleOf, receiptOf } from "../messages/handles.js";
import { messageAt } from "../messages/lookup.js";
import { removeMessage } from "../messages/placement.js";
import { enqueue } from "../messages/send.js";
import { takeMessages } from "../messages/take.js";
import type { LocatedQueue } from "../queues/lookup.js";
import type { MessageRow } from "../state/messages.js";
import { QUEUES } from "../state/queues.js";

/** The port with which other services send messages to queues and receive them. */
export function queuesPort(contextAt: ContextAt): Queues {
  const arns = new KnownArns();
  const find = (arn: string): LocatedQueue | undefined => {
    const { service, account, region, resource = "" } = arns.parse(arn) ?? {};
    if (service !== "sqs") return undefined;
    const ctx = contextAt({ account, region });
    const queue = ctx.table(QUEUES).get(resource);
    return queue && { ctx, queue };
  };
  return {
    describe(arn) {
      const { queue } = find(arn) ?? {};
      if (!queue) return undefined;
      const { VisibilityTimeout, Policy } = queue.attributes;
      return {
        fifo: queue.fifo,
        visibilityTimeout: Number(VisibilityTimeout),
        ...(Policy !== undefined && { policy: Policy }),
      };
    },
    send(arn, message, sender) {
      const at = find(arn);
      if (!at) throw queueDoesNotExist();
      const { body, attributes, groupId, deduplicationId, delaySeconds, traceHeader } = message;
      const header = traceHeader === undefined ? undefined : { DataType: "String", StringValue: traceHeader };
      const outgoing = {
        MessageBody: body,
        MessageAttributes: attributes,
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
        DelaySeconds: delaySeconds,
        ...(header && { MessageSystemAttributes: { AWSTraceHeader: header } }),
      };
      enqueue(at, outgoing, { batched: false, sender, bodyIsChecked: message.isJson });
    },
    receive(arn, count) {
      const at = find(arn);
      if (!at) return [];
      const visibility = Number(at.queue.attributes.VisibilityTimeout) * 1000;
      return takeMessages(at, count, visibility).map((message) => received(at, message));
    },
    holds(arn, handle) {
      const at = find(arn);
      const receipt = at && receiptOf(at.queue.id, handle);
      const message = receipt && messageAt(at.ctx, receipt.key);
      return message?.state === "inFlight" && message.receives === receipt?.number;
    },
    delete(arn, handles) {
      const at = find(arn);
      if (at) for (const handle of handles) deleteReceived(at, handle);
    },
  };
}

function received({ ctx, queue }: LocatedQueue, message: MessageRow): ReceivedMessage {
  const { id, body, attributes } = message.content;
  return {
    messageId: id,
    receiptHandle: handleOf(message),
    body,
    md5OfBody: digestOf(ctx, body),
    ...(attributes && { md5OfMessageAttributes: attributesDigest(attributes) }),
    attributes: systemAttributes(queue, message) ?? {},
    messageAttributes: attributes ?? {},
  };
}

function deleteReceived(at: LocatedQueue, handle: string): void {
  const receipt = receiptOf(at.queue.id, handle);
  const message = receipt && messageAt(at.ctx, receipt.key);
  const isOwn = message?.receives === receipt?.number && message?.state === "inFlight";
  if (message && (isOwn || !at.queue.fifo)) removeMessage(at, message);
}
