import type { Context } from "../../../runtime/context.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import type { MessageAttributeValue } from "../generated/types.js";
import { type Signed, signatureOf } from "../signing/signature.js";
import type { Notification, OutgoingMessage } from "../state/messages.js";
import { textFor } from "./content.js";
import { certificateUrl, linkAddress, subscribeUrl, unsubscribeUrl } from "./urls.js";

type Confirmation = Extract<OutgoingMessage, { readonly kind: "confirmation" }>;
type Member = readonly [name: string, value: string | true | undefined];

/** The text of a message for a protocol. */
export function textOf({ message, structured }: Notification, protocol: string): string {
  return structured ? textFor(message, protocol) : message;
}

/** What follows the unsubscribe link in an envelope without attributes. */
const LINK_END = '"\n}';

/** The parts of an envelope that are the same for all subscribers: before and after the ARN in the unsubscribe link. */
type Halves = readonly [before: string, after: string];

/** The envelope of a message for a protocol, with one address in its links. */
interface Envelope {
  readonly protocol: string;
  readonly address: string;
  readonly halves: Halves;
}

/** The envelopes of each message: all of its subscribers over a protocol get the same. */
class Envelopes {
  private readonly known = new WeakMap<Notification, Envelope[]>();

  of(ctx: Context, notification: Notification, protocol: string): Halves {
    const address = linkAddress(ctx);
    const envelopes = this.known.get(notification) ?? [];
    for (const envelope of envelopes)
      if (envelope.protocol === protocol && envelope.address === address) return envelope.halves;
    const halves = halvesOf(ctx, notification, textOf(notification, protocol));
    this.known.set(notification, [...envelopes, { protocol, address, halves }]);
    return halves;
  }
}

export const ENVELOPES = defineTransient("sns.envelopes", () => new Envelopes());

/**
 * The envelope for queues and HTTP endpoints:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function envelopeOf(
  ctx: Context,
  notification: Notification,
  protocol: string,
  subscriptionArn: string,
): string {
  const [before, after] = ctx.transient(ENVELOPES).of(ctx, notification, protocol);
  // The ARN of a subscription has no character that JSON escapes.
  return before + subscriptionArn + after;
}

function halvesOf(ctx: Context, notification: Notification, message: string): Halves {
  const { messageId, sequenceNumber, target, subject, timestamp, replayed } = notification;
  const text = printed([
    ["Type", "Notification"],
    ["MessageId", messageId],
    ["SequenceNumber", sequenceNumber],
    ["TopicArn", target],
    ["Subject", subject],
    ["Message", message],
    ["Timestamp", isoTime(timestamp)],
    ["Replayed", replayed],
    // Messages of FIFO topics are not signed.
    ...(sequenceNumber === undefined ? signatureMembers(ctx, notification, message) : []),
    ["UnsubscribeURL", unsubscribeUrl(ctx, "")],
  ]);
  const attributes = envelopeAttributes(notification);
  const after = attributes ? `",\n  "MessageAttributes" : ${printedAttributes(attributes)}\n}` : LINK_END;
  return [text.slice(0, -LINK_END.length), after];
}

function signatureMembers(ctx: Context, notification: Notification, message: string): Member[] {
  const { signatureVersion } = notification;
  return [
    ["SignatureVersion", signatureVersion],
    ["Signature", signatureOf(ctx, notification, signedParts(notification, message), signatureVersion)],
    ["SigningCertURL", certificateUrl(ctx)],
  ];
}

/** The members of a notification that its signature covers. */
export function signedParts(
  { messageId, subject, timestamp, target }: Notification,
  message: string,
): Signed {
  return [
    ["Message", message],
    ["MessageId", messageId],
    ...(subject === undefined ? [] : [["Subject", subject] as const]),
    ["Timestamp", isoTime(timestamp)],
    ["TopicArn", target],
    ["Type", "Notification"],
  ];
}

/** The message that requests the confirmation of a subscription, or offers to restore one. */
export function confirmationOf(ctx: Context, confirmation: Confirmation): string {
  const { type, messageId, token, topicArn, subscription, timestamp, signatureVersion } = confirmation;
  const text =
    type === "SubscriptionConfirmation"
      ? `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
      : `You have chosen to deactivate subscription ${subscription}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`;
  const url = subscribeUrl(ctx, topicArn, token);
  const time = isoTime(timestamp);
  const signed: Signed = [
    ["Message", text],
    ["MessageId", messageId],
    ["SubscribeURL", url],
    ["Timestamp", time],
    ["Token", token],
    ["TopicArn", topicArn],
    ["Type", type],
  ];
  return printed([
    ["Type", type],
    ["MessageId", messageId],
    ["Token", token],
    ["TopicArn", topicArn],
    ["Message", text],
    ["SubscribeURL", url],
    ["Timestamp", time],
    ["SignatureVersion", signatureVersion],
    ["Signature", signatureOf(ctx, confirmation, signed, signatureVersion)],
    ["SigningCertURL", certificateUrl(ctx)],
  ]);
}

/** Attributes in the form of envelopes; `undefined` if there are none. */
export function envelopeAttributes({ attributes }: Notification): object | undefined {
  if (!attributes) return undefined;
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, envelopeValue(value)]));
}

function envelopeValue({ DataType: Type, StringValue, BinaryValue }: MessageAttributeValue): object {
  return { Type, Value: BinaryValue ? Buffer.from(BinaryValue).toString("base64") : StringValue };
}

/** ISO 8601 with three decimals. */
export function isoTime(timestamp: number): string {
  return new Date(timestamp).toISOString();
}

/** JSON in SNS's layout: an indent of two spaces, and spaces around the colons of the first level. */
function printed(members: readonly Member[]): string {
  let text = "{";
  for (const [name, value] of members) {
    if (value === undefined) continue;
    text += `${text === "{" ? "" : ","}\n  "${name}" : ${JSON.stringify(value)}`;
  }
  return `${text}\n}`;
}

function printedAttributes(attributes: object): string {
  const entries = Object.entries(attributes).map(
    ([name, value]) => `\n    ${JSON.stringify(name)} : ${JSON.stringify(value)}`,
  );
  return `{${entries.join(",")}\n  }`;
}
