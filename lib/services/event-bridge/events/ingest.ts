import type { Context } from "../../../runtime/context.js";
import { trimHistory } from "../../../runtime/store/records.js";
import { ONLY_ROW } from "../../../runtime/store/store.js";
import { archiveEvent } from "../archives/store.js";
import { ruleArn, rulesOnBus } from "../rules/lookup.js";
import { matchesPattern } from "../rules/patterns.js";
import { EVENT_NUMBERS, EVENTS } from "../state/events.js";
import type { RuleRow } from "../state/rules.js";
import { sendToTargets } from "../targets/deliveries.js";

/** An event that is sent to a bus. */
export interface IncomingEvent {
  /** The event as JSON without spaces. */
  readonly json: string;
  readonly traceHeader?: string | undefined;
  /** It was sent by another bus. */
  readonly forwarded?: true;
  /** ARNs of the rules that may match. Default: all. */
  readonly onlyFor?: readonly string[] | undefined;
}

/** Sends an event to a bus: finds the matching rules, and sends it to their targets. */
export function ingest(ctx: Context, bus: string, event: IncomingEvent): void {
  const parsed: unknown = JSON.parse(event.json);
  const rules: RuleRow[] = [];
  for (const rule of rulesOnBus(ctx, bus))
    if (isFor(ctx, rule, event) && matchesPattern(ctx, rule, parsed)) rules.push(rule);
  trigger(ctx, bus, rules, event);
}

/** Sends an event to the targets of rules, and records it. */
export function trigger(ctx: Context, bus: string, rules: readonly RuleRow[], event: IncomingEvent): void {
  const number = ctx.table(EVENT_NUMBERS).get(ONLY_ROW) ?? 0;
  ctx.table(EVENT_NUMBERS).put(ONLY_ROW, number + 1);
  const { json, traceHeader, forwarded } = event;
  const ingested = ctx.now();
  ctx.table(EVENTS).put(number, {
    bus,
    json,
    ingested,
    ...(traceHeader !== undefined && { traceHeader }),
    rules: rules.map(({ name }) => name),
  });
  trimHistory(ctx, EVENTS);
  for (const rule of rules) {
    if (rule.archive !== undefined) archiveEvent(ctx, rule.archive, json);
    else sendToTargets(ctx, rule, { event: number, json, ingested, traceHeader, forwarded });
  }
}

/** Whether any rule of a bus is enabled. Without one, services do not create events. */
export function hasListeners(ctx: Context, bus: string): boolean {
  for (const { state, pattern } of rulesOnBus(ctx, bus))
    if (state !== "DISABLED" && pattern !== undefined) return true;
  return false;
}

function isFor(ctx: Context, rule: RuleRow, { onlyFor }: IncomingEvent): boolean {
  if (rule.state === "DISABLED" || rule.pattern === undefined) return false;
  return onlyFor === undefined || onlyFor.includes(ruleArn(ctx, rule));
}
