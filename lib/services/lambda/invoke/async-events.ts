import type { Context } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import { defineRun, runTimers, startRun } from "../../../runtime/runs.js";
import type { FunctionReference } from "../references.js";
import { ASYNC_EVENTS, type AsyncEventRow, EVENT_INVOKES, LATEST, qualifiedKey } from "../state.js";
import { admit } from "./admission.js";
import type { InvocationTarget } from "./attempt.js";
import type { DestinationCondition } from "./invocation.js";
import { endInvocation } from "./invocations.js";
import { type AsyncResult, sendDeadLetter, sendResult } from "./results.js";
import { type Completion, concludeRun, type FunctionRun, prepareRun, run } from "./run.js";
import { targetOf } from "./target.js";

const ASYNC_TIMER = "lambda.async-event";

/** Milliseconds before the first and the second retry. */
const RETRY_WAITS = [60_000, 120_000] as const;
const DEFAULT_RETRIES = 2;
const DEFAULT_EVENT_AGE = 21_600;
/** A throttled event is retried after one second, then after twice as long each time, up to five minutes. */
const FIRST_THROTTLE_WAIT = 1000;
const LONGEST_THROTTLE_WAIT = 300_000;

/** An event as sent by the caller. */
export interface AsyncEvent {
  readonly payload: Uint8Array;
  readonly clientContext?: string;
}

/**
 * Queues an event; the function runs after the caller has received the response:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function enqueue(ctx: Context, { name, qualifier }: FunctionReference, event: AsyncEvent): void {
  const { requestId } = ctx;
  const row = {
    ...event,
    requestId,
    functionName: name,
    qualifier,
    received: ctx.date(),
    attempts: 0,
    throttles: 0,
  };
  ctx.table(ASYNC_EVENTS).put(requestId, row);
  ctx.after(0, ASYNC_TIMER, requestId);
}

/** An attempt to process an event. After a restore it runs again, which does not count as a retry. */
export const EVENT_RUNS = defineRun<FunctionRun, Completion>({
  name: "lambda.event",
  onRestart: "restart",
  begin: ({ state }, ctx) => run(ctx, state),
  finish({ state }, completion, ctx) {
    concludeRun(ctx, state, completion);
    const row = ctx.table(ASYNC_EVENTS).get(state.attempt.requestId);
    if (row) conclude(ctx, { ...row, attempts: state.attempt.number }, state.invocation, completion);
  },
});

export const ASYNC_TIMERS = {
  [ASYNC_TIMER]: (key: string, ctx: Context) => {
    const row = ctx.table(ASYNC_EVENTS).get(key);
    if (row) deliver(ctx, row);
  },
  ...runTimers(EVENT_RUNS),
};

function deliver(ctx: Context, row: AsyncEventRow): void {
  const target = startable(ctx, row);
  if (!target) return;
  const { payload, clientContext, requestId } = row;
  const attempt = { invocationType: "Event", payload, clientContext, requestId } as const;
  const state = prepareRun(ctx, { ...attempt, target, number: row.attempts + 1 });
  void startRun(ctx, EVENT_RUNS, requestId, state);
}

/** The attempt to run now; none if the function was deleted, or the event has to wait. */
function startable(ctx: Context, row: AsyncEventRow): InvocationTarget | undefined {
  try {
    const target = targetOf(ctx, { name: row.functionName, qualifier: row.qualifier });
    admit(ctx, target);
    return target;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === "ResourceNotFoundException") ctx.table(ASYNC_EVENTS).delete(row.requestId);
    else comeBack(ctx, row);
    return undefined;
  }
}

function comeBack(ctx: Context, row: AsyncEventRow): void {
  const wait = Math.min(FIRST_THROTTLE_WAIT * 2 ** row.throttles, LONGEST_THROTTLE_WAIT);
  if (isTooOld(ctx, row, wait)) send(ctx, { event: row, condition: "EventAgeExceeded" });
  else schedule(ctx, { ...row, throttles: row.throttles + 1 }, wait);
}

function conclude(ctx: Context, row: AsyncEventRow, invocation: number, completion: Completion): void {
  const end = (condition: DestinationCondition) => {
    const arn = send(ctx, { event: row, condition, completion });
    endInvocation(ctx, invocation, { destination: { condition, arn } });
  };
  if (!completion.failure) return end("Success");
  const retries = configOf(ctx, row)?.maximumRetryAttempts ?? DEFAULT_RETRIES;
  const wait = RETRY_WAITS[row.attempts - 1];
  if (row.attempts > retries || wait === undefined) return end("RetriesExhausted");
  if (isTooOld(ctx, row, wait)) return end("EventAgeExceeded");
  schedule(ctx, row, wait);
}

/** Sends the result of a completed event, and returns the destination. */
function send(ctx: Context, result: AsyncResult): string | undefined {
  const { event, condition } = result;
  ctx.table(ASYNC_EVENTS).delete(event.requestId);
  const { OnSuccess, OnFailure } = configOf(ctx, event)?.destinationConfig ?? {};
  const arn = condition === "Success" ? OnSuccess?.Destination : OnFailure?.Destination;
  if (arn !== undefined) sendResult(ctx, arn, result);
  if (condition !== "Success") sendDeadLetter(ctx, result);
  return arn;
}

function schedule(ctx: Context, row: AsyncEventRow, wait: number): void {
  ctx.table(ASYNC_EVENTS).put(row.requestId, row);
  ctx.after(wait, ASYNC_TIMER, row.requestId);
}

function isTooOld(ctx: Context, row: AsyncEventRow, wait: number): boolean {
  const age = configOf(ctx, row)?.maximumEventAgeInSeconds ?? DEFAULT_EVENT_AGE;
  return ctx.now() + wait - row.received.getTime() > age * 1000;
}

function configOf(ctx: Context, { functionName, qualifier = LATEST }: AsyncEventRow) {
  return ctx.table(EVENT_INVOKES).get(qualifiedKey(functionName, qualifier));
}
