import { missingPrincipal } from "../../../authorization/missing-principals.js";
import { statementsOfResourcePolicy } from "../../../policies/kinds/resource.js";
import type { Context } from "../../../runtime/context.js";
import { own } from "../../../values/own.js";
import {
  attributeOfFifo,
  invalidAttributeValue,
  twoEncryptions,
  unknownAttribute,
} from "../errors/queues.js";
import type { QueueAttributes, QueueRow } from "../state/queues.js";
import { isAccessPolicy } from "./access-policy.js";
import { checkAllowPolicy, readRedrive } from "./redrive.js";

/** An attribute that the owner of a queue can set. */
interface Attribute {
  /** Returns the value as it is stored. @throws InvalidAttributeValue */
  readonly read: (text: string, name: string) => string;
  /** The error of standard queues for an attribute of FIFO queues. */
  readonly refusal?: (name: string) => Error;
  /** The empty string removes the attribute. */
  readonly optional?: true;
}

const ATTRIBUTES: ReadonlyMap<keyof QueueAttributes & string, Attribute> = new Map<
  keyof QueueAttributes & string,
  Attribute
>([
  ["DelaySeconds", { read: numberFrom(0, 900) }],
  ["MaximumMessageSize", { read: numberFrom(1024, 1_048_576) }],
  ["MessageRetentionPeriod", { read: numberFrom(60, 1_209_600) }],
  ["ReceiveMessageWaitTimeSeconds", { read: numberFrom(0, 20) }],
  ["VisibilityTimeout", { read: numberFrom(0, 43_200) }],
  ["Policy", { read: readPolicy, optional: true }],
  ["RedrivePolicy", { read: (text) => text, optional: true }],
  ["RedriveAllowPolicy", { read: checkAllowPolicy, optional: true }],
  ["KmsMasterKeyId", { read: (text) => text, optional: true }],
  ["KmsDataKeyReusePeriodSeconds", { read: numberFrom(60, 86_400) }],
  ["SqsManagedSseEnabled", { read: oneOf("true", "false") }],
  ["FifoQueue", { read: oneOf("true", "false"), refusal: unknownAttribute }],
  ["ContentBasedDeduplication", { read: oneOf("true", "false"), refusal: unknownAttribute }],
  ["DeduplicationScope", { read: oneOf("queue", "messageGroup"), refusal: attributeOfFifo }],
  ["FifoThroughputLimit", { read: oneOf("perQueue", "perMessageGroupId"), refusal: attributeOfFifo }],
]);

const DEFAULTS: QueueAttributes = {
  DelaySeconds: "0",
  MaximumMessageSize: "1048576",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  VisibilityTimeout: "30",
  SqsManagedSseEnabled: "true",
};
const FIFO_DEFAULTS: QueueAttributes = {
  ...DEFAULTS,
  FifoQueue: "true",
  ContentBasedDeduplication: "false",
  DeduplicationScope: "queue",
  FifoThroughputLimit: "perQueue",
};

/** The attributes in a request, as they are stored; the empty string removes one. */
export type GivenAttributes = ReadonlyMap<keyof QueueAttributes & string, string>;

/**
 * Reads the attributes of a request.
 *
 * @throws InvalidAttributeName, InvalidAttributeValue
 */
export function givenAttributes(given: Readonly<Record<string, string>>, fifo: boolean): GivenAttributes {
  const read = new Map<keyof QueueAttributes & string, string>();
  for (const [name, text] of Object.entries(given)) {
    const known = settable(name);
    const attribute = known && ATTRIBUTES.get(known);
    if (!known || !attribute) throw unknownAttribute(name);
    if (!fifo && attribute.refusal) throw attribute.refusal(name);
    read.set(known, attribute.optional && text === "" ? "" : attribute.read(text, name));
  }
  return read;
}

/** The default attributes of a new queue. */
export function defaultAttributes(fifo: boolean): QueueAttributes {
  return fifo ? FIFO_DEFAULTS : DEFAULTS;
}

/**
 * Returns a queue with changed attributes.
 *
 * @throws InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue for incompatible attributes
 */
export function withAttributes(ctx: Context, queue: QueueRow, given: GivenAttributes): QueueRow {
  const attributes = applied(queue.attributes, given);
  const statements = statementsOfResourcePolicy(given.get("Policy") ?? "") ?? [];
  if (missingPrincipal(ctx, statements) !== undefined) throw invalidAttributeValue("Policy");
  if (attributes.KmsMasterKeyId !== undefined && attributes.SqsManagedSseEnabled === "true")
    throw twoEncryptions();
  const { FifoThroughputLimit, DeduplicationScope } = attributes;
  if (FifoThroughputLimit === "perMessageGroupId" && DeduplicationScope !== "messageGroup")
    throw invalidAttributeValue(
      "FifoThroughputLimit",
      "The perMessageGroupId value is allowed only when DeduplicationScope is set to messageGroup.",
    );
  const { redrive: before, ...rest } = queue;
  const { RedrivePolicy: text } = attributes;
  const unchanged = text === queue.attributes.RedrivePolicy;
  const redrive = text === undefined ? undefined : unchanged ? before : readRedrive(ctx, queue, text);
  return { ...rest, attributes, ...(redrive && { redrive }) };
}

function applied(before: QueueAttributes, given: GivenAttributes): QueueAttributes {
  const attributes = new Map<string, string>(Object.entries(before));
  // A KMS key disables encryption with SQS-managed keys, which is not enabled again automatically.
  if (given.get("KmsMasterKeyId")) attributes.set("SqsManagedSseEnabled", "false");
  for (const [name, value] of given) {
    if (value === "") attributes.delete(name);
    else attributes.set(name, value);
  }
  if (given.get("KmsMasterKeyId") === "") attributes.delete("KmsDataKeyReusePeriodSeconds");
  // Only optional attributes can be removed.
  return Object.fromEntries(attributes) as Record<string, string> & QueueAttributes;
}

/** Whether the owner of a queue can set an attribute of this name. */
export function isSettable(name: string): boolean {
  return settable(name) !== undefined;
}

function settable(name: string): (keyof QueueAttributes & string) | undefined {
  for (const known of ATTRIBUTES.keys()) if (known === name) return known;
  return undefined;
}

/** The value of an attribute of a queue. */
export function attributeOf({ attributes }: QueueRow, name: string): string | undefined {
  const value: unknown = own({ ...attributes }, name);
  return typeof value === "string" ? value : undefined;
}

function numberFrom(least: number, most: number): Attribute["read"] {
  return (text, name) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return String(value);
    throw invalidAttributeValue(name);
  };
}

function oneOf(...values: readonly string[]): Attribute["read"] {
  return (text, name) => {
    const value = values.find((known) => known.toLowerCase() === text.toLowerCase());
    if (value === undefined) throw invalidAttributeValue(name);
    return value;
  };
}

function readPolicy(text: string): string {
  if (!isAccessPolicy(text)) throw invalidAttributeValue("Policy");
  return text;
}
