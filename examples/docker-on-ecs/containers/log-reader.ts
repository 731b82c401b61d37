import type { OutputLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import { type LogPage, TaskLog } from "../aws/task-log.js";
import type { Backend } from "../backend.js";
import { pause } from "../clock.js";
import type { ContainerRecord } from "../store/records.js";
import { taskIdsOf } from "./removal.js";
import { isActive } from "./state.js";

/** Which lines are read. */
export interface LogOptions {
  /** Goes on until the container has stopped and its last lines can be expected to have arrived. */
  readonly follow: boolean;
  /** The last lines only. */
  readonly tail?: number;
  /** Milliseconds since the epoch: not before. */
  readonly since?: number;
  /** Milliseconds since the epoch: not after. */
  readonly until?: number;
}

/** Reads the lines of a container from CloudWatch Logs, in pages. */
export async function* readLog(
  backend: Backend,
  container: ContainerRecord,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly OutputLogEvent[]> {
  const { aws, settings } = backend;
  const logs = taskIdsOf(container).map((task) => new TaskLog(aws, settings, container.id, task));
  const { follow, tail } = options;
  const range = rangeOf(options);
  const latest = logs.at(-1);
  if (latest === undefined) return;
  if (tail === undefined) {
    for (const log of logs.slice(0, -1)) yield* forward(log, range, undefined);
    if (follow) yield* following(backend, container, latest, range, undefined, signal);
    else yield* forward(latest, range, undefined);
    return;
  }
  const { events, token } = await lastLines(logs, range, tail);
  yield events;
  if (follow) yield* following(backend, container, latest, range, token, signal);
}

type Range = { readonly startTime?: number; readonly endTime?: number };

/** The end of CloudWatch's ranges is exclusive. */
function rangeOf({ since, until }: LogOptions): Range {
  return { startTime: since, endTime: until === undefined ? undefined : until + 1 };
}

/** All pages from a token on. The end is a token that stays the same; empty pages before it are normal. */
async function* forward(
  log: TaskLog,
  range: Range,
  from: string | undefined,
): AsyncGenerator<readonly OutputLogEvent[], string | undefined> {
  let token = from;
  for (;;) {
    const page = await log.read({ ...range, startFromHead: true, nextToken: token });
    if (page.events.length > 0) yield page.events;
    const { nextForwardToken: next } = page;
    if (next === undefined || next === token) return token;
    token = next;
  }
}

async function* following(
  backend: Backend,
  { id, task }: ContainerRecord,
  log: TaskLog,
  range: Range,
  from: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<readonly OutputLogEvent[]> {
  const { clock, settings, store } = backend;
  let token = from;
  while (!signal.aborted) {
    // What is written until now is there after the delivery, which the last look must not precede.
    const now = store.containers.get(id);
    const ended = now === undefined || now.task?.arn !== task?.arn || !isActive(now);
    const stoppedAt = now?.task?.stoppedAt ?? clock.now();
    const last = ended && clock.now() - stoppedAt >= settings.logDelivery;
    token = yield* forward(log, range, token);
    if (last || (range.endTime !== undefined && clock.now() > range.endTime)) return;
    await pause(clock, settings.pollInterval, signal);
  }
}

/** The last lines of all tasks, and the token for the continuation of the last log. */
async function lastLines(
  logs: readonly TaskLog[],
  range: Range,
  count: number,
): Promise<{ events: OutputLogEvent[]; token: string | undefined }> {
  let token: string | undefined;
  let events: OutputLogEvent[] = [];
  for (const log of [...logs].reverse()) {
    let back: string | undefined;
    for (;;) {
      const limit = Math.min(Math.max(count - events.length, 1), 10_000);
      const page: LogPage = await log.read({ ...range, startFromHead: false, limit, nextToken: back });
      if (log === logs.at(-1) && back === undefined) token = page.nextForwardToken;
      events = [...page.events, ...events];
      const { nextBackwardToken: next } = page;
      if (events.length >= count || next === undefined || next === back) break;
      back = next;
    }
    if (events.length >= count) break;
  }
  return { events: count === 0 ? [] : events.slice(-count), token };
}
