import type { Context } from "../runtime/context.js";
import { abandonRun, asPartOfRun, defineRun, followRun, type RunKind, runTimers } from "../runtime/runs.js";
import type { TimerHandler } from "../runtime/service.js";
import { trimHistory } from "../runtime/store/records.js";
import type { TableDefinition } from "../runtime/store/store.js";
import { isPromise } from "../values/promises.js";
import { type Delivery, type DeliveryAttempt, type DeliveryStatus, NUMBERS, type Order } from "./delivery.js";
import { release } from "./in-flight.js";
import { enterLane, leaveLane } from "./lanes.js";
import { type Attempted, type Failure, failed, isTransient } from "./outcome.js";
import { type Exhaustion, waitBefore } from "./retries.js";

/** Number of the latest attempts that a delivery stores. */
const REMEMBERED_ATTEMPTS = 10;

/** The steps of one kind of delivery. */
interface DeliverySteps<Message> {
  /** Unique in a simulator: `sns.delivery`. It is the prefix of its timers. */
  readonly name: string;
  /** Keeps the deliveries that have not ended, of all accounts and regions. */
  readonly underWay: TableDefinition<Delivery<Message>, number>;
  /**
   * The table of the deliveries that have ended, of all accounts and regions. The option `historyLimit`
   * limits its size.
   */
  readonly records: TableDefinition<Delivery<Message>, number>;
  /** The name of the service's delay before the first attempt. */
  readonly delay: string;
  /** Makes one attempt. Failures of the receiver are outcomes; it throws only for a bug of the simulator. */
  attempt(delivery: Delivery<Message>, ctx: Context): Attempted | Promise<Attempted>;
  /** Timeout of an attempt in simulated milliseconds. Default: none. */
  readonly timeout?: (delivery: Delivery<Message>) => number | undefined;
  /** Sends a failed delivery to its `deadLetterTarget`. */
  readonly sendToDeadLetterQueue?: (delivery: Delivery<Message>, ctx: Context) => Attempted;
  /** Called after an attempt, before the delivery is updated. */
  readonly attempted?: (delivery: Delivery<Message>, attempted: Attempted, ctx: Context) => void;
  /** Called after a delivery has ended and is in the records. */
  readonly ended?: (delivery: Delivery<Message>, ctx: Context) => void;
}

/** A kind of delivery: attempts, retries, timeouts and dead letters on the simulated clock. */
export interface DeliveryKind<Message> extends DeliverySteps<Message> {
  readonly run: RunKind<number, Attempted>;
}

/** Declares a kind of delivery. The timers of its service must include its {@link deliveryTimers}. */
export function defineDelivery<Message>(steps: DeliverySteps<Message>): DeliveryKind<Message> {
  const kind: DeliveryKind<Message> = {
    ...steps,
    run: defineRun({
      name: `${steps.name}-attempt`,
      // A message may be sent twice after a restore: delivery is at least once.
      onRestart: "restart",
      begin: ({ state }, ctx) => attemptAgain(ctx, kind, state),
      finish: ({ state }, attempted, ctx) => concludeLater(ctx, kind, state, attempted),
    }),
  };
  return kind;
}

/** Starts deliveries: adds their rows, and schedules the first attempts after the delay. */
export function deliver<Message>(
  ctx: Context,
  kind: DeliveryKind<Message>,
  orders: readonly Order<Message>[],
): void {
  if (orders.length === 0) return;
  const first = takeNumbers(ctx, kind, orders.length);
  const deliveries = ctx.table(kind.underWay);
  orders.forEach((order, index) => {
    const number = first + index;
    const { lane } = order;
    const isNext = lane === undefined || enterLane(ctx, kind.name, lane, number);
    deliveries.put(number, deliveryOf(ctx, number, order, isNext ? "pending" : "queued"));
  });
  ctx.later(kind.delay, kind.name, batchKey(first, orders.length));
}

/**
 * As {@link deliver}, for a timer at whose time a delivery is due. Without a delay the timer makes the first attempt
 * itself: a delivery that succeeds is only a record, and needs neither a row nor a timer of its own.
 */
export function deliverDue<Message>(ctx: Context, kind: DeliveryKind<Message>, order: Order<Message>): void {
  const { lane, wait = 0 } = order;
  if (lane !== undefined || wait > 0 || ctx.delay(kind.delay) !== 0) return deliver(ctx, kind, [order]);
  attempt(ctx, kind, deliveryOf(ctx, takeNumbers(ctx, kind, 1), order, "pending"));
}

/** @returns the first of `count` successive numbers. */
function takeNumbers(ctx: Context, { name }: { readonly name: string }, count: number): number {
  const numbers = ctx.table(NUMBERS);
  const first = numbers.get(name) ?? 0;
  numbers.put(name, first + count);
  return first;
}

function deliveryOf<Message>(
  ctx: Context,
  number: number,
  { source, target, message, retries, deadLetterTarget, lane, wait = 0 }: Order<Message>,
  status: DeliveryStatus,
): Delivery<Message> {
  const created = ctx.now();
  return {
    number,
    account: ctx.account,
    region: ctx.region,
    source,
    target,
    message,
    retries,
    deadLetterTarget,
    lane,
    cause: ctx.requestId,
    created,
    status,
    attempts: 0,
    latest: [],
    due: created + wait,
    timer: undefined,
    exhausted: undefined,
    deadLetterFailure: undefined,
  };
}

/**
 * All deliveries of a kind in all accounts and regions: the stored ended ones and those in progress, in
 * order.
 */
export function deliveriesOf<Message>(ctx: Context, kind: DeliveryKind<Message>): Delivery<Message>[] {
  return [kind.records, kind.underWay]
    .flatMap((table) => Array.from(ctx.table(table).entries(), ([, delivery]) => delivery))
    .sort((a, b) => a.number - b.number);
}

/** The timers of a kind of delivery. */
export function deliveryTimers<Message>(kind: DeliveryKind<Message>): Record<string, TimerHandler> {
  return {
    [kind.name]: (place, ctx) => {
      const [first, count] = batchOf(place);
      for (let number = first; number < first + count; number++) begin(ctx, kind, number);
    },
    [timeoutOf(kind)]: (place, ctx) => {
      const number = Number(place);
      if (!abandonRun(ctx, kind.run.name, place)) return;
      concludeLater(ctx, kind, number, failed("timeout", "The receiver did not respond in time."));
    },
    ...runTimers(kind.run),
  };
}

/** The key of the timer of successive deliveries. */
function batchKey(first: number, count: number): string {
  return `${first} ${count}`;
}

function batchOf(place: string): readonly [first: number, count: number] {
  const gap = place.indexOf(" ");
  return [Number(place.slice(0, gap)), Number(place.slice(gap + 1))];
}

function timeoutOf({ name }: { readonly name: string }): string {
  return `${name}-timeout`;
}

function begin<Message>(ctx: Context, kind: DeliveryKind<Message>, number: number): void {
  const delivery = ctx.table(kind.underWay).get(number);
  if (delivery?.status !== "pending") return;
  const { due = 0, attempts } = delivery;
  if (due > ctx.now()) {
    // A delivery of a lane may have been attempted already when its own delay ends: it has a timer.
    if (attempts === 0) ctx.after(due - ctx.now(), kind.name, batchKey(number, 1));
    return;
  }
  attempt(ctx, kind, delivery);
}

/** Makes an attempt of a delivery, which may have no row yet. */
function attempt<Message>(ctx: Context, kind: DeliveryKind<Message>, delivery: Delivery<Message>): void {
  const { number } = delivery;
  const attempted = asPartOfRun(ctx, kind.run, number, number, () => kind.attempt(delivery, ctx));
  if (!isPromise(attempted)) return conclude(ctx, kind, delivery, attempted);
  followRun(ctx, kind.run, String(number), number, attempted);
  const timeout = kind.timeout?.(delivery);
  const timer = timeout === undefined ? undefined : ctx.startTimer(timeout, timeoutOf(kind), String(number));
  ctx.table(kind.underWay).put(number, { ...delivery, status: "sending", timer });
}

function attemptAgain<Message>(
  ctx: Context,
  kind: DeliveryKind<Message>,
  number: number,
): Attempted | Promise<Attempted> {
  const delivery = ctx.table(kind.underWay).get(number);
  return delivery ? kind.attempt(delivery, ctx) : failed("error", "The delivery is gone.");
}

/** Stores the result of an asynchronous attempt. */
function concludeLater<Message>(
  ctx: Context,
  kind: DeliveryKind<Message>,
  number: number,
  attempted: Attempted,
): void {
  const delivery = ctx.table(kind.underWay).get(number);
  if (!delivery) return;
  release(ctx, kind.name, number);
  if (delivery.timer !== undefined) ctx.cancelTimer(delivery.timer);
  conclude(ctx, kind, delivery, attempted);
}

function conclude<Message>(
  ctx: Context,
  kind: DeliveryKind<Message>,
  before: Delivery<Message>,
  attempted: Attempted,
): void {
  const record = recordOf(ctx, attempted);
  kind.attempted?.(before, attempted, ctx);
  const isFailed = attempted.status === "failed";
  const wait = isFailed ? retryOf(ctx, before, attempted.failure) : undefined;
  const delivery: Delivery<Message> = {
    ...before,
    status: isFailed ? "pending" : attempted.status,
    attempts: before.attempts + 1,
    latest: before.attempts === 0 ? [record] : [...before.latest, record].slice(-REMEMBERED_ATTEMPTS),
    timer: undefined,
    due: typeof wait === "number" ? ctx.now() + wait : undefined,
    exhausted: typeof wait === "string" ? wait : undefined,
  };
  if (typeof wait === "number") {
    ctx.table(kind.underWay).put(before.number, delivery);
    ctx.after(wait, kind.name, batchKey(before.number, 1));
  } else if (isFailed) giveUp(ctx, kind, delivery);
  else end(ctx, kind, delivery);
}

/** The wait before the next attempt, or the exceeded limit. */
function retryOf(
  ctx: Context,
  { retries, attempts, created }: Delivery<unknown>,
  failure: Failure,
): number | Exhaustion | undefined {
  return isTransient(failure) ? waitBefore(retries, attempts, ctx.now() - created) : undefined;
}

function recordOf(ctx: Context, attempted: Attempted): DeliveryAttempt {
  const at = ctx.now();
  if (attempted.status === "recorded") return { at };
  const { response } = attempted;
  if (attempted.status === "delivered") return response ? { at, response } : { at };
  return { at, failure: attempted.failure, ...(response && { response }) };
}

function giveUp<Message>(ctx: Context, kind: DeliveryKind<Message>, delivery: Delivery<Message>): void {
  const deadLettered =
    delivery.deadLetterTarget === undefined ? undefined : kind.sendToDeadLetterQueue?.(delivery, ctx);
  if (deadLettered === undefined) return end(ctx, kind, { ...delivery, status: "failed" });
  if (deadLettered.status !== "failed") return end(ctx, kind, { ...delivery, status: "deadLettered" });
  end(ctx, kind, { ...delivery, status: "failed", deadLetterFailure: deadLettered.failure });
}

function end<Message>(ctx: Context, kind: DeliveryKind<Message>, delivery: Delivery<Message>): void {
  const { number, lane } = delivery;
  ctx.table(kind.underWay).delete(number);
  ctx.table(kind.records).put(number, delivery);
  trimHistory(ctx, kind.records);
  const next = lane === undefined ? undefined : leaveLane(ctx, kind.name, lane, number);
  if (next !== undefined) wake(ctx, kind, next);
  kind.ended?.(delivery, ctx);
}

function wake<Message>(ctx: Context, kind: DeliveryKind<Message>, number: number): void {
  const delivery = ctx.table(kind.underWay).get(number);
  if (!delivery) return;
  ctx.table(kind.underWay).put(number, { ...delivery, status: "pending", due: ctx.now() });
  ctx.after(0, kind.name, batchKey(number, 1));
}
