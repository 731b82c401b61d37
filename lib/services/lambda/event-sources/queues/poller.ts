import type { Context } from "../../../../runtime/context.js";
import type { ReceivedMessage } from "../../../../runtime/ports/queues.js";
import { defineTable } from "../../../../runtime/store/store.js";
import type { EventSourceMappingRow } from "../mapping.js";

export const POLL = "lambda.queue-poll";
export const RETRY = "lambda.queue-retry";

/** Milliseconds until a poller whose role is denied retries. */
const RETRY_WAIT = 60_000;

/** The state of a queue's poller. Key: the UUID of the mapping. */
export interface PollerRow {
  /** A poll is scheduled, because messages have become visible or a function has ended. */
  readonly planned: boolean;
  /** Number of batches in progress. */
  readonly running: number;
  /** Since when it has been processing without a pause. */
  readonly busySince?: number;
  /** Messages received for the next batch. */
  readonly gathered: readonly ReceivedMessage[];
  /** Whether a retry is scheduled because the last poll was denied to the function's role. */
  readonly retries?: boolean;
  /** When the next batch is sent regardless of its size. */
  readonly dispatchAt?: number;
}

/** Pollers of queues, by the UUIDs of their mappings. */
export const POLLERS = defineTable<PollerRow>({ name: "lambda.queue-pollers", key: "uuid" });

const IDLE: PollerRow = { planned: false, running: 0, gathered: [] };

/**
 * Initial concurrency, its increase per minute, and its maximum:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const FIRST_CONCURRENCY = 5;
const MORE_PER_MINUTE = 300;
const MOST_CONCURRENCY = 1250;

export function pollerOf(ctx: Context, uuid: string): PollerRow {
  return ctx.table(POLLERS).get(uuid) ?? IDLE;
}

export function changePoller(ctx: Context, uuid: string, change: Partial<PollerRow>): void {
  ctx.table(POLLERS).put(uuid, { ...pollerOf(ctx, uuid), ...change });
}

/** Schedules a poll after the current work. */
export function planPoll(ctx: Context, uuid: string): void {
  if (pollerOf(ctx, uuid).planned) return;
  changePoller(ctx, uuid, { planned: true });
  ctx.after(0, POLL, uuid);
}

/** Schedules a retry for a mapping whose role was denied: no event announces a new permission. */
export function planRetry(ctx: Context, uuid: string): void {
  if (pollerOf(ctx, uuid).retries) return;
  changePoller(ctx, uuid, { retries: true });
  ctx.after(RETRY_WAIT, RETRY, uuid, { background: true });
}

/** Maximum number of batches in progress. */
export function concurrencyOf(
  ctx: Context,
  { settings }: EventSourceMappingRow,
  { busySince = ctx.now() }: PollerRow,
): number {
  const scaled = FIRST_CONCURRENCY + Math.floor(((ctx.now() - busySince) / 60_000) * MORE_PER_MINUTE);
  return Math.min(settings.ScalingConfig?.MaximumConcurrency ?? MOST_CONCURRENCY, scaled, MOST_CONCURRENCY);
}

/** Counts a batch that starts or ends. */
export function countRunning(ctx: Context, uuid: string, change: 1 | -1): void {
  const { running, busySince = ctx.now() } = pollerOf(ctx, uuid);
  const now = running + change;
  changePoller(ctx, uuid, { running: now, busySince: now === 0 ? undefined : busySince });
}
