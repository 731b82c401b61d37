import {
  change,
  defineControl,
  handle,
  list,
  operate,
  type Settable,
  type StateOf,
  settings,
  stateOf,
} from "../../control/definition/define-control.js";
import { boolean, object, recordOf, string, unchecked } from "../../control/definition/kinds.js";
import { optional, param } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import {
  addSink,
  deliverySink,
  type SnsDeliverySink,
  type SnsDeliverySinkHandle,
} from "./deliveries/sinks.js";
import { publish } from "./operations/publishing.js";
import { SETTINGS, type SnsSettings } from "./settings.js";
import { OPTED_OUT } from "./state/phones.js";
import { topicArn } from "./topics/lookup.js";
import {
  confirmAll,
  deliveries,
  published,
  type SnsDelivery,
  type SnsPublished,
  type SnsSubscription,
  type SnsTopic,
  subscriptions,
  topicNamed,
  topics,
} from "./views.js";

/** Options of a message that a test publishes. */
export interface PublishOptions {
  readonly subject?: string;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** Message attributes of type `String`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** All topics and subscriptions. */
export type SnsState = StateOf<SnsSim, "topics" | "subscriptions">;

/** `sim.sns`: reads and controls topics. Returned values are copies. Topics are identified by name or ARN. */
export interface SnsSim extends SnsSettings, Settable<SnsSettings> {
  /** Returns the API for another account or region. */
  at(scope: Scope): SnsSim;
  /** Returns all topics, sorted by name. */
  topics(): SnsTopic[];
  /**
   * Returns the subscriptions to all topics, or to one.
   *
   * @throws TypeError if the topic does not exist.
   */
  subscriptions(topic?: string): SnsSubscription[];
  /**
   * Returns the messages that were published to all topics, phone numbers and mobile endpoints, or to one
   * topic, oldest first. The option `historyLimit` limits their number. Duplicates that a FIFO topic dropped
   * are omitted.
   *
   * @throws TypeError if the topic does not exist.
   */
  published(topic?: string): SnsPublished[];
  /**
   * Returns the deliveries to all endpoints, or to one of them (an ARN, a URL, an address or a number), with
   * their results, oldest first: all that are in progress, and the latest others. The option `historyLimit`
   * limits their number.
   */
  deliveries(endpoint?: string): SnsDelivery[];
  /**
   * Publishes a message and returns its id. A message that is not a string is published as JSON.
   *
   * @throws TypeError if the topic does not exist; Error if Publish would reject the message.
   */
  publish(topic: string, message: unknown, options?: PublishOptions): string;
  /**
   * Confirms the pending subscriptions of an endpoint and returns their ARNs, as if the owner of an e-mail
   * address or a URL followed the link.
   */
  confirm(endpoint: string): string[];
  /** Opts a phone number out: it receives no more messages. */
  optOut(phoneNumber: string): void;
  /**
   * Passes the messages for an endpoint (a URL, an e-mail address, a phone number, the ARN of a mobile
   * endpoint or of a delivery stream) to a function, or posts them to a URL; `*` means every endpoint. If the
   * function throws, the attempt fails and is retried as on AWS.
   */
  onDelivery(endpoint: string, sink: SnsDeliverySink): SnsDeliverySinkHandle;
  /** Returns all topics and subscriptions. */
  state(at?: Scope): SnsState;
}

const TOPIC = optional("topic", string);
const OPTIONS = optional(
  "options",
  object<PublishOptions>({
    subject: string,
    groupId: string,
    deduplicationId: string,
    attributes: recordOf(string),
  }),
);

const reads = { topics: list([], topics), subscriptions: list([TOPIC], subscriptions) };

export const snsControl = defineControl<SnsSim>(
  {
    ...reads,
    published: list([TOPIC], published),
    deliveries: list([optional("endpoint", string)], deliveries),
    publish: operate(
      [param("topic", string), param("message", unchecked<unknown>()), OPTIONS],
      (ctx, name, message, options = {}) => {
        const at = topicNamed(ctx, name);
        const input = { TopicArn: topicArn(at.ctx, at.topic), ...messageOf(message, options) };
        return ctx.execute(publish, input).MessageId ?? "";
      },
      { as: "messageId", paths: ["/topics/{topic}/messages"] },
    ),
    confirm: change([param("endpoint", string)], confirmAll, { as: "subscriptions" }),
    optOut: change([param("phoneNumber", string)], (ctx: Context, phoneNumber) => {
      ctx.table(OPTED_OUT).put(phoneNumber, true);
    }),
    onDelivery: handle(
      "/delivery-sinks",
      [param("endpoint", string), param("sink", deliverySink)],
      (ctx, endpoint, sink) => ({ remove: addSink(() => ctx.renewed(), endpoint, sink) }),
      { remove: "end" },
    ),
    ...settings<SnsSettings>(object({ awsUrls: boolean }), SETTINGS),
    state: stateOf(reads),
  },
  { placed: true },
);

function messageOf(message: unknown, { subject, groupId, deduplicationId, attributes = {} }: PublishOptions) {
  return {
    Message: typeof message === "string" ? message : JSON.stringify(message),
    Subject: subject,
    MessageGroupId: groupId,
    MessageDeduplicationId: deduplicationId,
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    ),
  };
}
