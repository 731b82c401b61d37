import type { Json } from "../connect/json.js";
import type { SnsPublished } from "../services/sns/views.js";
import type { SentMessage } from "../services/sqs/control.js";
import { type Judgement, judge, type MatcherContext } from "./matcher.js";
import { hasAll } from "./partial.js";
import { show } from "./show.js";
import { judgeReads, subjectOf } from "./subject.js";

type SeenMessage = SentMessage | Json<SentMessage>;
type SeenPublished = SnsPublished | Json<SnsPublished>;

interface WantedMessages {
  /** Empty, or the body. */
  readonly body?: readonly unknown[];
  readonly times?: number;
}

/** `expect(sim).toHaveSentMessage("orders", { id: 7 })`: a message that was sent, even if it is gone. */
export function toHaveSentMessage(
  this: MatcherContext,
  received: unknown,
  queue: string,
  ...body: readonly unknown[]
): Judgement {
  return judgeMessages(this, "toHaveSentMessage", received, queue, { body });
}

/** `expect(sim).toHaveSentMessageTimes("orders", 2)`: does not count duplicates that a FIFO queue dropped. */
export function toHaveSentMessageTimes(
  this: MatcherContext,
  received: unknown,
  queue: string,
  times: number,
): Judgement {
  return judgeMessages(this, "toHaveSentMessageTimes", received, queue, { times });
}

function judgeMessages(
  context: MatcherContext,
  matcher: string,
  received: unknown,
  queue: string,
  { body = [], times }: WantedMessages,
): Judgement {
  const { sqs } = subjectOf(received, matcher);
  const isWanted = (message: SeenMessage) => body.length === 0 || hasBody(context, message, body[0]);
  return judgeReads<readonly SeenMessage[], readonly SeenMessage[]>(
    sqs.sent(queue),
    () => sqs.sent(),
    (sent, all) =>
      judge({
        wanted: `message to ${queue}${body.length === 0 ? "" : ` with ${show(body[0])}`}`,
        kind: "messages",
        all: all.map(line),
        matching: sent.filter(isWanted).map(line),
        ...(times !== undefined && { times }),
      }),
  );
}

/**
 * `expect(sim).toHavePublished("orders", { id: 7 })`: a message that was published, even without subscribers.
 */
export function toHavePublished(
  this: MatcherContext,
  received: unknown,
  topic: string,
  ...message: readonly unknown[]
): Judgement {
  return judgePublished(this, "toHavePublished", received, topic, { body: message });
}

/** `expect(sim).toHavePublishedTimes("orders", 2)`: does not count duplicates that a FIFO topic dropped. */
export function toHavePublishedTimes(
  this: MatcherContext,
  received: unknown,
  topic: string,
  times: number,
): Judgement {
  return judgePublished(this, "toHavePublishedTimes", received, topic, { times });
}

function judgePublished(
  context: MatcherContext,
  matcher: string,
  received: unknown,
  topic: string,
  { body = [], times }: WantedMessages,
): Judgement {
  const { sns } = subjectOf(received, matcher);
  const isWanted = ({ message }: SeenPublished) =>
    body.length === 0 || hasBody(context, { body: message }, body[0]);
  return judgeReads<readonly SeenPublished[], readonly SeenPublished[]>(
    sns.published(topic),
    () => sns.published(),
    (published, all) =>
      judge({
        wanted: `message to ${topic}${body.length === 0 ? "" : ` with ${show(body[0])}`}`,
        kind: "messages",
        all: all.map(publishedLine),
        matching: published.filter(isWanted).map(publishedLine),
        ...(times !== undefined && { times }),
      }),
  );
}

function publishedLine({ target, message }: SeenPublished): string {
  return `${target.slice(target.lastIndexOf(":") + 1)} ${message}`;
}

/** A string is compared with the whole body or its JSON string; any other value with the parsed JSON. */
function hasBody(context: MatcherContext, { body }: Pick<SeenMessage, "body">, wanted: unknown): boolean {
  if (context.equals(body, wanted)) return true;
  try {
    return hasAll(context, JSON.parse(body), wanted);
  } catch {
    return false;
  }
}

function line({ queue, body }: SeenMessage): string {
  return `${queue} ${body}`;
}
