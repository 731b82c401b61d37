import type { Context } from "../../../runtime/context.js";
import { type Pending, whenReady } from "../../../runtime/handler.js";
import { beginLongPoll, type LongPoll } from "../../../runtime/long-polls.js";
import {
  countOutOfRange,
  parameterOfFifo,
  tooManyInFlight,
  visibilityOutOfRange,
  waitOutOfRange,
} from "../errors/messages.js";
import type { ReceiveMessageRequest, ReceiveMessageResult } from "../generated/types.js";
import { rememberAttempt, repeatAttempt } from "../messages/attempts.js";
import { backlogOf } from "../messages/backlog.js";
import { checkId } from "../messages/content.js";
import { describeMessage, type Selection, selectionOf } from "../messages/describe.js";
import { POLLS } from "../messages/polls.js";
import { LONGEST_VISIBILITY } from "../messages/receipts.js";
import { takeMessages } from "../messages/take.js";
import { existingQueue, type LocatedQueue } from "../queues/lookup.js";
import type { MessageRow } from "../state/messages.js";

const MOST_MESSAGES = 10;
const LONGEST_WAIT = 20;
const MOST_IN_FLIGHT = 120_000;

/** The validated parameters of a request. */
interface Wanted {
  readonly url: string;
  readonly count: number;
  /** In seconds. Default: the queue's. */
  readonly visibility: number | undefined;
  /** In seconds. Default: the queue's. */
  readonly wait: number | undefined;
  readonly attempt: string | undefined;
  readonly selection: Selection;
}

/** Returns available messages. If there are none, waits for the time that the request or the queue sets. */
export function receiveMessage(
  input: ReceiveMessageRequest,
  ctx: Context,
): ReceiveMessageResult | Pending<ReceiveMessageResult> {
  const at = existingQueue(ctx, input.QueueUrl);
  const wanted = readRequest(at, input);
  const wait = wanted.wait ?? Number(at.queue.attributes.ReceiveMessageWaitTimeSeconds);
  const messages = receive(at, wanted, wait === 0);
  if (messages.length > 0 || wait === 0) return result(at, wanted, messages);
  return awaitMessages(wanted, ctx, beginLongPoll(at.ctx, POLLS, at.queue.id, wait * 1000));
}

/**
 * Retries each time messages become visible: another receive may have taken them, or a send may have failed.
 */
function awaitMessages(
  wanted: Wanted,
  ctx: Context,
  poll: LongPoll,
): ReceiveMessageResult | Pending<ReceiveMessageResult> {
  return whenReady(poll.next(), () => {
    const found = lookAgain(wanted, ctx, poll);
    if (!found) return awaitMessages(wanted, ctx, poll);
    poll.finish();
    return found;
  });
}

/** The result of a poll; `undefined` while it has to wait. */
function lookAgain(wanted: Wanted, ctx: Context, poll: LongPoll): ReceiveMessageResult | undefined {
  // A poll whose client has disconnected must not receive messages.
  if (poll.abandoned) return {};
  try {
    const at = existingQueue(ctx, wanted.url);
    const messages = receive(at, wanted, false);
    return messages.length > 0 || poll.over ? result(at, wanted, messages) : undefined;
  } catch (error) {
    poll.finish();
    throw error;
  }
}

/** @throws OverLimit for a queue that has too many messages in flight, unless the request waits */
function receive(at: LocatedQueue, { count, attempt, ...wanted }: Wanted, isShort: boolean): MessageRow[] {
  const { ctx, queue } = at;
  const visibility = (wanted.visibility ?? Number(queue.attributes.VisibilityTimeout)) * 1000;
  const earlier = attempt === undefined ? undefined : repeatAttempt(at, attempt, visibility);
  if (earlier) return earlier;
  const room = Math.max(0, MOST_IN_FLIGHT - backlogOf(ctx, queue).inFlight);
  if (room === 0 && isShort && !queue.fifo) throw tooManyInFlight();
  const messages = takeMessages(at, Math.min(count, room), visibility);
  if (attempt !== undefined && messages.length > 0) rememberAttempt(at, attempt, messages);
  return messages;
}

/** @throws InvalidParameterValue, InvalidAttributeName */
function readRequest({ queue }: LocatedQueue, input: ReceiveMessageRequest): Wanted {
  const { MaxNumberOfMessages: count = 1, VisibilityTimeout: visibility, WaitTimeSeconds: wait } = input;
  const { QueueUrl: url, ReceiveRequestAttemptId: attempt } = input;
  if (count < 1 || count > MOST_MESSAGES) throw countOutOfRange(count);
  if (wait !== undefined && (wait < 0 || wait > LONGEST_WAIT)) throw waitOutOfRange(wait);
  if (visibility !== undefined && (visibility < 0 || visibility > LONGEST_VISIBILITY))
    throw visibilityOutOfRange(visibility);
  checkId(attempt, "ReceiveRequestAttemptId");
  if (attempt !== undefined && !queue.fifo) throw parameterOfFifo(attempt, "ReceiveRequestAttemptId");
  return { url, count, visibility, wait, attempt, selection: selectionOf(input) };
}

/** Without messages, AWS returns no list. */
function result(
  at: LocatedQueue,
  { selection }: Wanted,
  messages: readonly MessageRow[],
): ReceiveMessageResult {
  if (messages.length === 0) return {};
  return { Messages: messages.map((message) => describeMessage(at, message, selection)) };
}
