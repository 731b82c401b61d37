import {
  change,
  defineControl,
  list,
  operate,
  type StateOf,
  stateOf,
} from "../../control/definition/define-control.js";
import { count, object, recordOf, string, unchecked } from "../../control/definition/kinds.js";
import { optional, param } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { systemAttributes } from "./messages/describe.js";
import { messagesIn } from "./messages/lookup.js";
import { removeMessage } from "./messages/placement.js";
import { visibleMessages } from "./messages/take.js";
import { sendMessage } from "./operations/sending.js";
import { describeAttributes } from "./queues/describe.js";
import { type LocatedQueue, queueArn, queueOfArn, queueUrl } from "./queues/lookup.js";
import {
  type AttributeValue,
  type MessageRow,
  type MessageState,
  SENT,
  type SentRow,
} from "./state/messages.js";
import { QUEUES } from "./state/queues.js";

/** A queue. */
export interface SqsQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  /** All attributes, as returned by GetQueueAttributes. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** A message in a queue. */
export interface SqsMessage {
  readonly messageId: string;
  readonly body: string;
  /** Visible, in flight (received and not deleted yet), or delayed. */
  readonly state: MessageState;
  /** Time at which the message becomes visible, in milliseconds since the epoch. Omitted if it is visible. */
  readonly visibleAt?: number;
  /** System attributes by their AWS names: `SentTimestamp`, `ApproximateReceiveCount`, … */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, AttributeValue>>;
}

/** A message that was sent to a queue, including deleted and expired ones. */
export interface SentMessage {
  readonly queue: string;
  readonly messageId: string;
  readonly body: string;
  /** In milliseconds since the epoch. */
  readonly sentTimestamp: number;
  readonly messageAttributes: Readonly<Record<string, AttributeValue>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

/** Options of a message that a test sends. */
export interface SendOptions {
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly delaySeconds?: number;
  /** Message attributes of type `String`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** All queues, without their messages. */
export type SqsState = StateOf<SqsSim, "queues">;

/**
 * `sim.sqs`: reads and controls queues. Returned values are copies. Queues are identified by name, URL or
 * ARN.
 */
export interface SqsSim {
  /** Returns the API for another account or region. */
  at(scope: Scope): SqsSim;
  /** Returns all queues, sorted by name. */
  queues(): SqsQueue[];
  /**
   * Returns the messages in a queue, oldest first: visible, in flight and delayed.
   *
   * @throws TypeError if the queue does not exist.
   */
  messages(queue: string): SqsMessage[];
  /**
   * Returns the messages that were sent to all queues, or to one, oldest first, including deleted and expired
   * ones. The option `historyLimit` limits their number. Duplicates that a FIFO queue dropped are omitted.
   */
  sent(queue?: string): SentMessage[];
  /**
   * Sends a message and returns its id. A body that is not a string is sent as JSON.
   *
   * @throws TypeError if the queue does not exist; Error if SendMessage would reject the message.
   */
  send(queue: string, body: unknown, options?: SendOptions): string;
  /**
   * Removes the visible messages and returns them, oldest first.
   *
   * @throws TypeError if the queue does not exist.
   */
  drain(queue: string): SqsMessage[];
  /** Returns all queues, without their messages. */
  state(at?: Scope): SqsState;
}

const QUEUE = param("queue", string);
const OPTIONS = optional(
  "options",
  object<SendOptions>({
    groupId: string,
    deduplicationId: string,
    delaySeconds: count,
    attributes: recordOf(string),
  }),
);

const reads = { queues: list([], queues) };

export const sqsControl = defineControl<SqsSim>(
  {
    ...reads,
    messages: list([QUEUE], (ctx, name) => describeAll(queueNamed(ctx, name)), {
      paths: ["/queues/{queue}/messages"],
    }),
    sent: list([optional("queue", string)], sent),
    send: operate(
      [QUEUE, param("body", unchecked<unknown>()), OPTIONS],
      (ctx, name, body, options = {}) => {
        const { queue } = queueNamed(ctx, name);
        const input = { QueueUrl: queueUrl(ctx, queue), ...messageOf(body, options) };
        return ctx.execute(sendMessage, input).MessageId ?? "";
      },
      { as: "messageId", paths: ["/queues/{queue}/messages"] },
    ),
    drain: change([QUEUE], (ctx, name) => drain(queueNamed(ctx, name)), {
      as: "messages",
      paths: ["/queues/{queue}/drain"],
    }),
    state: stateOf(reads),
  },
  { placed: true },
);

function queues(ctx: Context): SqsQueue[] {
  return Array.from(ctx.table(QUEUES).values(), (queue) => ({
    name: queue.name,
    url: queueUrl(ctx, queue),
    arn: queueArn(ctx, queue),
    attributes: describeAttributes({ ctx, queue }, ["All"]),
    tags: queue.tags,
  }));
}

/** @throws UnknownResource */
function queueNamed(ctx: Context, text: string): LocatedQueue {
  const byArn = text.startsWith("arn:") ? queueOfArn(ctx, text) : undefined;
  const queue = ctx.table(QUEUES).get(text.slice(text.lastIndexOf("/") + 1));
  if (byArn) return byArn;
  if (queue) return { ctx, queue };
  throw new UnknownResource(
    "queue",
    text,
    Array.from(ctx.table(QUEUES).values(), ({ name }) => name),
    ctx,
  );
}

function describeAll(at: LocatedQueue): SqsMessage[] {
  return messagesIn(at).map((message) => describe(at, message));
}

function describe({ queue }: LocatedQueue, message: MessageRow): SqsMessage {
  const { content, state, due } = message;
  const { id, body, attributes = {} } = content;
  return {
    messageId: id,
    body,
    state,
    ...(state !== "visible" && { visibleAt: due }),
    attributes: systemAttributes(queue, message) ?? {},
    messageAttributes: attributes,
  };
}

function sent(ctx: Context, wanted?: string): SentMessage[] {
  const name = wanted === undefined ? undefined : queueNamed(ctx, wanted).queue.name;
  return (
    Array.from(ctx.table(SENT).entries(), ([, row]) => row)
      .filter(({ queue }) => (name ?? queue) === queue)
      // Numbers count for each queue; rows with the same time are in the order of arrival.
      .sort((a, b) => a.sent - b.sent || (name === undefined ? 0 : a.number - b.number))
      .map(describeSent)
  );
}

function describeSent({ queue, content, sent: sentTimestamp }: SentRow): SentMessage {
  const { id, body, attributes = {}, groupId, deduplicationId } = content;
  return {
    queue,
    messageId: id,
    body,
    sentTimestamp,
    messageAttributes: attributes,
    ...(groupId !== undefined && { groupId }),
    ...(deduplicationId !== undefined && { deduplicationId }),
  };
}

function messageOf(body: unknown, { groupId, deduplicationId, delaySeconds, attributes = {} }: SendOptions) {
  return {
    MessageBody: typeof body === "string" ? body : JSON.stringify(body),
    MessageGroupId: groupId,
    MessageDeduplicationId: deduplicationId,
    DelaySeconds: delaySeconds,
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    ),
  };
}

function drain(at: LocatedQueue): SqsMessage[] {
  const messages = [...visibleMessages(at)];
  for (const message of messages) removeMessage(at, message);
  return messages.map((message) => describe(at, message));
}
