import { type Kind, object, string } from "../../../control/definition/kinds.js";
import type { Context } from "../../../runtime/context.js";
import { nextNumber } from "../../../runtime/store/records.js";
import { defineTable } from "../../../runtime/store/store.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { isLoopbackUrl } from "../../../shared/loopback.js";
import type { SnsDelivered } from "./delivered.js";

/**
 * Called with each message for an endpoint. If it throws, the attempt fails with this reason and is retried.
 */
export type SnsDeliveryHandler = (delivered: SnsDelivered) => void | Promise<void>;

/** A URL to which each message for an endpoint is posted as JSON. */
export interface SnsWebhook {
  /** A URL of a loopback address: `http://127.0.0.1:3000/mail`. */
  readonly url: string;
}

/** A function of the test, or a URL. */
export type SnsDeliverySink = SnsDeliveryHandler | SnsWebhook;

/** The handle of a sink that {@link SnsSim.onDelivery} added. */
export interface SnsDeliverySinkHandle {
  /** Removes the sink. */
  remove(): void;
}

const webhook = object<SnsWebhook>({ url: string }, "url");

/** A function or a webhook in the same process; only a webhook over HTTP. */
export const deliverySink: Kind<SnsDeliverySink> = {
  ...webhook,
  check(value, name) {
    if (isHandler(value)) return value;
    const checked = webhook.check(value, name);
    if (isLoopbackUrl(checked.url)) return checked;
    throw new TypeError(
      `Not a loopback URL: ${JSON.stringify(checked.url)}. Use one such as http://127.0.0.1:3000/mail.`,
    );
  },
};

function isHandler(value: unknown): value is SnsDeliveryHandler {
  return typeof value === "function";
}

interface WebhookRow extends SnsWebhook {
  readonly endpoint: string;
}

/** Webhooks of the test, by number. */
export const WEBHOOKS = defineTable<WebhookRow, number>({
  name: "sns.webhooks",
  key: "number",
  scope: "global",
});

interface HandlerSink {
  readonly endpoint: string;
  readonly handler: SnsDeliveryHandler;
}

export const HANDLERS = defineTransient("sns.delivery-handlers", () => new Set<HandlerSink>());

/** Matches every endpoint. */
const ANY = "*";

/** Returns the latest sink of an endpoint, or the latest sink of all endpoints. */
export function sinkFor(ctx: Context, endpoint: string): SnsDeliverySink | undefined {
  return sinkOf(ctx, endpoint) ?? sinkOf(ctx, ANY);
}

function sinkOf(ctx: Context, wanted: string): SnsDeliverySink | undefined {
  const handler = [...ctx.transient(HANDLERS)].findLast(({ endpoint }) => endpoint === wanted)?.handler;
  if (handler) return handler;
  const webhooks = ctx.table(WEBHOOKS);
  return webhooks.size === 0
    ? undefined
    : [...webhooks.values()].findLast(({ endpoint }) => endpoint === wanted);
}

/** Adds a sink for an endpoint. Returns a function that removes it. */
export function addSink(context: () => Context, endpoint: string, sink: SnsDeliverySink): () => void {
  const ctx = context();
  if (isHandler(sink)) {
    const handlers = ctx.transient(HANDLERS);
    const row = { endpoint, handler: sink };
    handlers.add(row);
    return () => {
      handlers.delete(row);
    };
  }
  const row: WebhookRow = { url: sink.url, endpoint };
  const number = nextNumber(ctx.table(WEBHOOKS));
  ctx.table(WEBHOOKS).put(number, row);
  return () => {
    const webhooks = context().table(WEBHOOKS);
    if (webhooks.get(number) === row) webhooks.delete(number);
  };
}
