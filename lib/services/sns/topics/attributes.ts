import type { Context } from "../../../runtime/context.js";
import { readArchivePolicy } from "../archives/policies.js";
import { attributeInvalid } from "../errors/topics.js";
import type { TopicRow } from "../state/topics.js";
import { readTopicPolicy } from "./delivery-policy.js";
import { readPolicy } from "./policies.js";

/** An attribute that the owner of a topic can set. */
interface Attribute {
  /** Returns the value as it is stored. @throws InvalidParameter */
  readonly read: (text: string, name: string, ctx: Context) => string;
  /** FIFO topics only. */
  readonly fifo?: true;
  /** The empty string does not remove it. */
  readonly required?: true;
}

const LONGEST_DISPLAY_NAME = 100;

const ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map<string, Attribute>([
  ["DisplayName", { read: displayName }],
  ["Policy", { read: (text, _name, ctx) => readPolicy(ctx, text) }],
  ["DeliveryPolicy", { read: readTopicPolicy }],
  ["KmsMasterKeyId", { read: (text) => text }],
  ["SignatureVersion", { read: oneOf("1", "2") }],
  ["TracingConfig", { read: oneOf("PassThrough", "Active") }],
  ["ContentBasedDeduplication", { read: oneOf("true", "false"), fifo: true }],
  ["FifoThroughputScope", { read: oneOf("Topic", "MessageGroup"), fifo: true }],
  ["ArchivePolicy", { read: readArchivePolicy, fifo: true, required: true }],
]);

/** Attributes for delivery status logging. */
const FEEDBACK =
  /^(?:HTTP|Firehose|Lambda|Application|SQS)(?:SuccessFeedbackRoleArn|FailureFeedbackRoleArn|(SuccessFeedbackSampleRate))$/;

/**
 * Returns the value of a topic attribute as it is stored; `undefined` for an attribute that topics of this
 * type do not have.
 *
 * @throws InvalidParameter for an invalid value
 */
export function readAttribute(ctx: Context, name: string, text: string, fifo: boolean): string | undefined {
  const attribute = ATTRIBUTES.get(name);
  if (attribute) return attribute.fifo && !fifo ? undefined : readValue(ctx, attribute, text, name);
  const feedback = FEEDBACK.exec(name);
  if (!feedback) return undefined;
  if (feedback[1] !== undefined && !/^(?:\d|[1-9]\d|100)$/.test(text))
    throw attributeInvalid(name, "must be an integer between 0 and 100");
  return text;
}

function readValue(ctx: Context, { read, required }: Attribute, text: string, name: string): string {
  return text === "" && !required ? "" : read(text, name, ctx);
}

/** A topic with a changed attribute; the empty string removes it. */
export function withAttribute(topic: TopicRow, name: string, value: string): TopicRow {
  const attributes = new Map(topic.attributes);
  if (value === "") attributes.delete(name);
  else attributes.set(name, value);
  return { ...topic, attributes };
}

function displayName(text: string): string {
  if (text.length > LONGEST_DISPLAY_NAME)
    throw attributeInvalid("DisplayName", `must be at most ${LONGEST_DISPLAY_NAME} characters long`);
  return text;
}

function oneOf(...values: readonly string[]): Attribute["read"] {
  return (text, name) => {
    if (!values.includes(text)) throw attributeInvalid(name, `must be one of ${values.join(", ")}`);
    return text;
  };
}
