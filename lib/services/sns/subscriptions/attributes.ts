import { parsedObject } from "../../../policies/document.js";
import { parseArn } from "../../../shared/arn.js";
import { replayRangeOf, retentionOf } from "../archives/policies.js";
import { attributeNameInvalid, invalidParameter } from "../errors/parameters.js";
import { AttributeFlaw } from "../errors/subscriptions.js";
import type { SubscriptionRow } from "../state/subscriptions.js";
import type { TopicRow } from "../state/topics.js";
import {
  effectiveTopicPolicy,
  readSubscriptionPolicy,
  subscriptionPolicy,
} from "../topics/delivery-policy.js";
import { checkFilterPolicy, unexpectedIn } from "./filter-policy.js";

/** The parts of a subscription that the validation of attributes needs. */
export interface Subscribed {
  readonly topic: Pick<TopicRow, "fifo" | "attributes">;
  readonly protocol: string;
}

/** Returns an attribute's value as it is stored. @throws AttributeFlaw, InvalidParameter */
type Reader = (text: string, subscribed: Subscribed) => string;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["RawMessageDelivery", readRaw],
  ["FilterPolicy", (text) => text],
  ["FilterPolicyScope", readScope],
  ["RedrivePolicy", readRedrive],
  ["DeliveryPolicy", readSubscriptionPolicy],
  ["SubscriptionRoleArn", (text) => text],
  ["ReplayPolicy", readReplay],
]);

/**
 * The attributes of a subscription after a change; the empty string removes one.
 *
 * @param prefix the prefix of error texts for this operation
 * @throws InvalidParameter
 */
export function withAttributes(
  before: ReadonlyMap<string, string>,
  given: Readonly<Record<string, string>>,
  subscribed: Subscribed,
  prefix = "",
): ReadonlyMap<string, string> {
  const attributes = new Map(before);
  try {
    for (const [name, text] of Object.entries(given)) {
      const read = READERS.get(name);
      if (!read) throw attributeNameInvalid();
      if (text === "") attributes.delete(name);
      else attributes.set(name, read(text, subscribed));
    }
    const policy = attributes.get("FilterPolicy");
    if (policy !== undefined && !isEmptyPolicy(policy)) checkFilterPolicy(policy, scopeOf(attributes));
    else if (policy === undefined && before.has("FilterPolicy")) attributes.delete("FilterPolicyScope");
  } catch (error) {
    if (error instanceof AttributeFlaw) throw invalidParameter(prefix + error.message);
    throw error;
  }
  if (attributes.has("FilterPolicy")) attributes.set("FilterPolicyScope", scopeOf(attributes));
  return attributes;
}

/** A policy without keys does not filter. */
function isEmptyPolicy(text: string): boolean {
  return /^\s*\{\s*\}\s*$/.test(text);
}

function scopeOf(attributes: ReadonlyMap<string, string>): string {
  return attributes.get("FilterPolicyScope") ?? "MessageAttributes";
}

/** The attributes of a subscription, as returned by GetSubscriptionAttributes. */
export function describeAttributes(
  row: SubscriptionRow,
  topic: TopicRow | undefined,
): Record<string, string> {
  const { attributes, protocol } = row;
  const isHttp = protocol === "http" || protocol === "https";
  return Object.fromEntries([
    ["SubscriptionPrincipal", row.principal],
    ["Owner", row.owner],
    ["RawMessageDelivery", attributes.get("RawMessageDelivery") ?? "false"],
    ["TopicArn", row.topicArn],
    ["Endpoint", row.endpoint],
    ["Protocol", protocol],
    ["PendingConfirmation", String(row.pending)],
    ["ConfirmationWasAuthenticated", String(row.authenticated)],
    ["SubscriptionArn", row.arn],
    ...[...attributes].filter(([name]) => name !== "RawMessageDelivery"),
    ...(row.replay ? [["ReplayStatus", row.replay.status]] : []),
    ...(isHttp ? [["EffectiveDeliveryPolicy", effectivePolicyOf(row, topic)]] : []),
  ]) as Record<string, string>;
}

function effectivePolicyOf({ attributes }: SubscriptionRow, topic: TopicRow | undefined): string {
  const ofTopic = effectiveTopicPolicy(topic?.attributes.get("DeliveryPolicy"));
  const own = subscriptionPolicy(attributes.get("DeliveryPolicy"));
  return JSON.stringify({
    healthyRetryPolicy: own.retries ?? ofTopic.defaultHealthyRetryPolicy,
    sicklyRetryPolicy: null,
    throttlePolicy: null,
    requestPolicy: { headerContentType: own.contentType ?? ofTopic.defaultRequestPolicy.headerContentType },
    guaranteed: false,
  });
}

function readRaw(text: string): string {
  if (text === "true" || text === "false") return text;
  throw new AttributeFlaw(`RawMessageDelivery: Invalid value [${text}]. Must be true or false.`);
}

function readScope(text: string): string {
  if (text === "MessageBody" || text === "MessageAttributes") return text;
  throw new AttributeFlaw(
    `FilterPolicyScope: Invalid value [${text}]. Please use either MessageBody or MessageAttributes`,
  );
}

function readRedrive(text: string, { topic }: Subscribed): string {
  const policy = parsedObject(text);
  if (!policy) throw new AttributeFlaw(`RedrivePolicy: failed to parse JSON. ${unexpectedIn(text)}`);
  const { deadLetterTargetArn } = policy;
  const arn = typeof deadLetterTargetArn === "string" ? parseArn(deadLetterTargetArn) : undefined;
  if (arn?.service !== "sqs") throw new AttributeFlaw("RedrivePolicy: deadLetterTargetArn is an invalid arn");
  if (topic.fifo && !arn.resource.endsWith(".fifo"))
    throw new AttributeFlaw(
      "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.",
    );
  return text;
}

function readReplay(text: string, { topic }: Subscribed): string {
  replayRangeOf(text);
  if (retentionOf(topic) === undefined)
    throw new AttributeFlaw("ReplayPolicy: The topic does not have an ArchivePolicy.");
  return text;
}

/** The dead-letter queue of a subscription, if it has one. */
export function deadLetterQueueOf({ attributes }: SubscriptionRow): string | undefined {
  const policy = attributes.get("RedrivePolicy");
  const arn = policy === undefined ? undefined : parsedObject(policy)?.deadLetterTargetArn;
  return typeof arn === "string" ? arn : undefined;
}

export function isRaw({ attributes }: SubscriptionRow): boolean {
  return attributes.get("RawMessageDelivery") === "true";
}
