import { type AuthorizationTable, anywhere, type OperationRule, tagged } from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import type { SqsOperations } from "./generated/types.js";
import { existingQueue, queueArn } from "./queues/lookup.js";

interface OfQueue {
  readonly QueueUrl: string;
}

/** @throws QueueDoesNotExist: without a queue, SQS does not decide. */
function arnAt(ctx: Context, url: string): string {
  const { ctx: owner, queue } = existingQueue(ctx, url);
  return queueArn(owner, queue);
}

/** The action with the operation's name, on the queue of the request. */
const onQueue: OperationRule<OfQueue> = ({ QueueUrl }, ctx) => ({ resource: arnAt(ctx, QueueUrl) });

/**
 * As {@link onQueue}. Denies actions that the policy of a queue cannot grant to another account.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-customer-managed-policy-examples.html
 */
const byOwner: OperationRule<OfQueue> = ({ QueueUrl }, ctx) => {
  const { ctx: owner, queue } = existingQueue(ctx, QueueUrl);
  return { resource: queueArn(owner, queue), deniesOnly: owner.account !== ctx.account };
};

/** The root user of the owner can repair a policy that denies everything. */
const repairing: OperationRule<OfQueue> = (input, ctx) => ({ ...byOwner(input, ctx), repair: true });

/** A batch needs the permissions of each of its entries. */
function batchOf(action: string): OperationRule<OfQueue> {
  return ({ QueueUrl }, ctx) => ({ action: `sqs:${action}`, resource: arnAt(ctx, QueueUrl) });
}

const onSource: OperationRule<{ readonly SourceArn: string }> = ({ SourceArn }) => ({ resource: SourceArn });

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export const authorization = {
  addPermission: byOwner,
  // The task handle is opaque to policy authors.
  cancelMessageMoveTask: anywhere,
  changeMessageVisibility: onQueue,
  changeMessageVisibilityBatch: batchOf("ChangeMessageVisibility"),
  createQueue: tagged(({ QueueName }, ctx) => ({ resource: ctx.arn(QueueName) }), "sqs:TagQueue"),
  deleteMessage: onQueue,
  deleteMessageBatch: batchOf("DeleteMessage"),
  deleteQueue: byOwner,
  getQueueAttributes: onQueue,
  getQueueUrl: ({ QueueName, QueueOwnerAWSAccountId: account }, ctx) => ({
    resource: (account === undefined ? ctx : ctx.elsewhere({ account })).arn(QueueName),
  }),
  listDeadLetterSourceQueues: onQueue,
  listMessageMoveTasks: onSource,
  listQueues: anywhere,
  listQueueTags: byOwner,
  purgeQueue: onQueue,
  receiveMessage: onQueue,
  removePermission: byOwner,
  sendMessage: onQueue,
  sendMessageBatch: batchOf("SendMessage"),
  setQueueAttributes: repairing,
  startMessageMoveTask: onSource,
  tagQueue: byOwner,
  untagQueue: byOwner,
} satisfies AuthorizationTable<SqsOperations>;
