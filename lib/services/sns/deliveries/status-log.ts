import { createHash } from "node:crypto";
import type { Delivery, DeliveryAttempt } from "../../../delivery/delivery.js";
import type { Failure } from "../../../delivery/outcome.js";
import { denialOf } from "../../../delivery/senders/denials.js";
import type { Context } from "../../../runtime/context.js";
import { formatArn, parseArn } from "../../../shared/arn.js";
import { isoTime } from "../messages/envelope.js";
import type { Notification, SnsMessage } from "../state/messages.js";
import { TOPICS, type TopicRow } from "../state/topics.js";
import { HTTP_TIMEOUT } from "./http.js";
import { topicSender } from "./sender.js";

/** The topic attributes for delivery status logging. */
interface Names {
  readonly success: string;
  readonly failure: string;
  readonly sampleRate: string;
}

const NAMES_OF_HTTP = namesWith("HTTP");
/** By protocol. SMS has its own settings. */
const NAMES: ReadonlyMap<string, Names> = new Map([
  ["http", NAMES_OF_HTTP],
  ["https", NAMES_OF_HTTP],
  ["lambda", namesWith("Lambda")],
  ["sqs", namesWith("SQS")],
]);

/** The status code of a successful delivery, by protocol. */
const ACCEPTED: ReadonlyMap<string, number> = new Map([["lambda", 202]]);

const STATUS_OF: Readonly<Record<Failure["kind"], number>> = {
  denied: 403,
  missing: 404,
  rejected: 400,
  throttled: 429,
  timeout: 504,
  connection: 503,
  error: 500,
};

/**
 * Writes the result of a delivery to CloudWatch Logs, if the topic has a role for it:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html
 *
 * Entries of failures and of HTTP endpoints have the number of attempts, as those that were seen on AWS. AWS
 * does not document whether attempts before the last have entries of their own.
 */
export function logDelivery(delivery: Delivery<SnsMessage>, ctx: Context): void {
  const { source, status, message } = delivery;
  const topic = ctx.table(TOPICS).get(source.slice(source.lastIndexOf(":") + 1));
  if (!topic || status === "recorded" || message.outgoing.kind === "confirmation") return;
  const isSuccess = status === "delivered";
  const roleArn = roleOf(ctx, topic, message.protocol, isSuccess);
  if (!roleArn || !ctx.ports.logs) return;
  const group = `sns/${topic.region}/${topic.account}/${topic.name}${isSuccess ? "" : "/Failure"}`;
  if (denialOf(ctx, { ...topicSender(delivery), roleArn }, "logs:PutLogEvents", groupArn(source, group)))
    return;
  const text = JSON.stringify(recordOf(ctx, delivery, message.outgoing.notification, isSuccess));
  ctx.ports.logs.write(topic, group, topic.id, [{ timestamp: ctx.now(), message: text }]);
}

/** The role that SNS uses to write logs; `undefined` if this delivery is not logged. */
function roleOf(ctx: Context, { attributes }: TopicRow, protocol: string, isSuccess: boolean) {
  const names = NAMES.get(protocol);
  if (names === undefined) return undefined;
  if (!isSuccess) return attributes.get(names.failure);
  const role = attributes.get(names.success);
  return role && isSampled(ctx, attributes.get(names.sampleRate)) ? role : undefined;
}

function namesWith(prefix: string): Names {
  return {
    success: `${prefix}SuccessFeedbackRoleArn`,
    failure: `${prefix}FailureFeedbackRoleArn`,
    sampleRate: `${prefix}SuccessFeedbackSampleRate`,
  };
}

/** @param rate percentage of the successes that are logged */
function isSampled(ctx: Context, rate = "100"): boolean {
  return rate === "100" || ctx.ids.integer(100) < Number(rate);
}

function groupArn(topicArn: string, group: string): string {
  const { partition = "", account = "", region = "" } = parseArn(topicArn) ?? {};
  return formatArn({ partition, service: "logs", region, account, resource: `log-group:${group}` });
}

function recordOf(
  ctx: Context,
  { source, target, message, attempts, latest }: Delivery<SnsMessage>,
  { message: text, messageId, timestamp }: Notification,
  isSuccess: boolean,
): object {
  const last = latest.at(-1);
  return {
    notification: {
      messageMD5Sum: createHash("md5").update(text).digest("hex"),
      messageId,
      topicArn: source,
      timestamp: isoTime(timestamp).replace("T", " ").replace("Z", ""),
    },
    delivery: {
      deliveryId: ctx.ids.uuid(),
      destination: target,
      providerResponse: responseOf(ctx, message.protocol, last),
      dwellTimeMs: sentAt(last, timestamp) - timestamp,
      ...((!isSuccess || NAMES.get(message.protocol) === NAMES_OF_HTTP) && { attempts }),
      statusCode: statusOf(message.protocol, last),
    },
    status: isSuccess ? "SUCCESS" : "FAILURE",
  };
}

/** When a message was handed to its receiver. An attempt is recorded at its end. */
function sentAt(last: DeliveryAttempt | undefined, published: number): number {
  if (!last) return published;
  return last.failure?.kind === "timeout" ? last.at - HTTP_TIMEOUT : last.at;
}

/** The response of the receiver as a string; for AWS services their request ids. */
function responseOf(ctx: Context, protocol: string, last: DeliveryAttempt | undefined): string {
  const { failure, response } = last ?? {};
  if (protocol !== "sqs" && protocol !== "lambda") return response?.body ?? failure?.reason ?? "";
  const id = { [`${protocol}RequestId`]: failure ? "Unrecoverable" : ctx.ids.uuid() };
  if (!failure) return JSON.stringify(id);
  return JSON.stringify({ ErrorCode: failure.code ?? failure.kind, ErrorMessage: failure.reason, ...id });
}

function statusOf(protocol: string, last: DeliveryAttempt | undefined): number {
  const { failure, response } = last ?? {};
  return response?.status ?? (failure ? STATUS_OF[failure.kind] : (ACCEPTED.get(protocol) ?? 200));
}
