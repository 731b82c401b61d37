import type { Context } from "../../../runtime/context.js";
import type { NotificationConfiguration } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import { type EventMessage, WEBHOOKS } from "../state/events.js";
import { sendEvents } from "./deliver.js";
import { objectParts, type S3Event } from "./event.js";
import { defaultBus, envelopeOf, isForEventBridge } from "./event-bridge.js";
import { isConfiguredFor, matches } from "./matching.js";
import { type EventFacts, recordOf } from "./record.js";
import { midnightSequencer, nextSequencer } from "./sequencer.js";
import { EVENT_HANDLERS } from "./sinks.js";

/** Size in bytes of `x-amz-id-2` before base64. */
const HOST_ID_LENGTH = 76;

/** A document for one destination. */
type Addressed = Pick<EventMessage, "destination" | "document">;

/**
 * Sends an event to all notified destinations of the bucket, and to the sinks of the test. The documents are
 * written now and delivered after the transaction.
 */
export function emit(ctx: Context, bucket: BucketRow, event: S3Event): void {
  if (!isHeard(ctx, bucket)) return;
  const there = ctx.elsewhere({ account: bucket.owner, region: bucket.region });
  const facts: EventFacts = {
    ctx,
    bucket,
    event,
    sequencer: sequencerOf(ctx, event),
    hostId: hostIdOf(ctx),
  };
  const { name } = bucket;
  const { key } = event.version;
  const messages = Array.from(addressed(facts), (each) => ({
    bucket: name,
    event: event.name,
    key,
    ...each,
  }));
  sendEvents(there, bucket, messages);
}

/** Whether the events of a bucket have a destination. Most buckets have none. */
function isHeard(ctx: Context, { configuration }: BucketRow): boolean {
  return (
    configuration.notification !== undefined ||
    ctx.transient(EVENT_HANDLERS).size > 0 ||
    ctx.table(WEBHOOKS).size > 0
  );
}

/** An `x-amz-id-2`. It differs from that of the response, which services cannot access. */
export function hostIdOf(ctx: Context): string {
  return ctx.ids.base64(HOST_ID_LENGTH);
}

function sequencerOf(ctx: Context, event: S3Event): string {
  if (!objectParts(event).sequencer) return "";
  return event.name.startsWith("Lifecycle") ? midnightSequencer(ctx.now()) : nextSequencer(ctx);
}

function* addressed(facts: EventFacts): Generator<Addressed> {
  const { ctx, bucket, event } = facts;
  const { notification } = bucket.configuration;
  if (notification) yield* configured(facts, notification);
  const records = (configurationId: string) => ({ Records: [recordOf(facts, configurationId)] });
  for (const [handler, sink] of ctx.transient(EVENT_HANDLERS))
    if (sink.bucket === bucket.name)
      yield { destination: { kind: "handler", handler }, document: records("onEvent") };
  if (ctx.table(WEBHOOKS).size === 0) return;
  for (const webhook of ctx.table(WEBHOOKS).values()) {
    if (webhook.bucket !== bucket.name || !matches(webhook, event)) continue;
    yield { destination: { kind: "webhook", url: webhook.url }, document: records("onEvent") };
  }
}

function* configured(facts: EventFacts, notification: NotificationConfiguration): Generator<Addressed> {
  const { event, bucket } = facts;
  const {
    LambdaFunctionConfigurations = [],
    QueueConfigurations = [],
    TopicConfigurations = [],
  } = notification;
  const all = [
    ...LambdaFunctionConfigurations.map((each) => ({ ...each, arn: each.LambdaFunctionArn })),
    ...QueueConfigurations.map((each) => ({ ...each, arn: each.QueueArn })),
    ...TopicConfigurations.map((each) => ({ ...each, arn: each.TopicArn })),
  ];
  for (const { arn, ...configuration } of all) {
    if (!isConfiguredFor(configuration, event)) continue;
    const document = { Records: [recordOf(facts, configuration.Id ?? "")] };
    yield { destination: { kind: "resource", arn }, document };
  }
  if (notification.EventBridgeConfiguration && isForEventBridge(event))
    yield { destination: { kind: "resource", arn: defaultBus(bucket) }, document: envelopeOf(facts) };
}
