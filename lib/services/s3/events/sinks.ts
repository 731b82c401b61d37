import { type Kind, listOf, object, string } from "../../../control/definition/kinds.js";
import type { Context } from "../../../runtime/context.js";
import { nextNumber } from "../../../runtime/store/records.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { isLoopbackUrl } from "../../../shared/loopback.js";
import { isEvent } from "../notifications/events.js";
import { WEBHOOKS, type Webhook } from "../state/events.js";
import type { S3EventRecord } from "./record.js";

/** Receives each event of a bucket. An exception is the reason of a failed delivery. */
export type S3EventHandler = (record: S3EventRecord) => void | Promise<void>;

/** A URL to which each event of a bucket is posted, as `{ "Records": [record] }`. */
export interface S3Webhook {
  /** A loopback URL: `http://127.0.0.1:3000/events`. */
  readonly url: string;
  /** Event types such as `s3:ObjectCreated:*`. Default all events. */
  readonly events?: readonly string[];
  /** Key prefix. Default any key. */
  readonly prefix?: string;
  /** Key suffix. Default any key. */
  readonly suffix?: string;
}

/** A function of the test, or a URL. */
export type S3EventSink = S3EventHandler | S3Webhook;

/** A sink added by {@link S3Sim.onEvent}. */
export interface S3EventSinkHandle {
  /** Removes the sink. Pending deliveries to a URL are still sent. */
  remove(): void;
}

const webhook = object<S3Webhook>(
  { url: string, events: listOf(string), prefix: string, suffix: string },
  "url",
);

/** In process a function or a webhook; over HTTP a webhook. */
export const eventSink: Kind<S3EventSink> = {
  ...webhook,
  check(value, name) {
    if (isHandler(value)) return value;
    const checked = webhook.check(value, name);
    if (!isLoopbackUrl(checked.url)) {
      throw new TypeError(
        `Not a loopback URL: ${JSON.stringify(checked.url)}. Use one such as http://127.0.0.1:3000/events.`,
      );
    }
    const unknown = checked.events?.find((event) => !isEvent(event));
    if (unknown !== undefined) {
      throw new TypeError(
        `Unknown S3 event: ${JSON.stringify(unknown)}. Use one such as s3:ObjectCreated:*.`,
      );
    }
    return checked;
  },
};

function isHandler(value: unknown): value is S3EventHandler {
  return typeof value === "function";
}

/** A handler of the test, which cannot be stored as a row. */
interface HandlerSink {
  readonly bucket: string;
  readonly handler: S3EventHandler;
}

class Handlers extends Map<number, HandlerSink> {
  /** Numbers are not reused: pending deliveries refer to their handler by number. */
  last = 0;
}

export const EVENT_HANDLERS = defineTransient("s3.event-handlers", () => new Handlers());

/** Adds a sink for the events of a bucket; returns a function that removes it. */
export function addSink(context: () => Context, bucket: string, sink: S3EventSink): () => void {
  const ctx = context();
  if (isHandler(sink)) {
    const handlers = ctx.transient(EVENT_HANDLERS);
    const number = ++handlers.last;
    handlers.set(number, { bucket, handler: sink });
    return () => {
      handlers.delete(number);
    };
  }
  const row: Webhook = structuredClone({ ...sink, bucket });
  const number = nextNumber(ctx.table(WEBHOOKS));
  ctx.table(WEBHOOKS).put(number, row);
  return () => {
    const webhooks = context().table(WEBHOOKS);
    if (webhooks.get(number) === row) webhooks.delete(number);
  };
}
