import type { Delivery, DeliveryStatus } from "../../../delivery/delivery.js";
import { deliveriesOf } from "../../../delivery/engine.js";
import type { DeliveryResponse } from "../../../delivery/outcome.js";
import type { Context } from "../../../runtime/context.js";
import { type Envelope, EVENTS } from "../state/events.js";
import { codeOf } from "../targets/dead-letters.js";
import { TARGET_DELIVERIES } from "../targets/deliveries.js";
import { inputOf } from "../targets/input.js";
import type { TargetMessage } from "../targets/message.js";

/** The delivery of an event to one target, with its result. */
export interface EventTargetView {
  readonly id: string;
  readonly arn: string;
  /** `recorded` means that the target is outside the simulator. */
  readonly status: DeliveryStatus;
  /**
   * The input of the target: the event, or the result of its input settings. Omitted if it is not valid JSON.
   */
  readonly input?: string;
  readonly attempts: number;
  /** The error code of the last failed attempt, as in dead letters. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** The response of the target to the last attempt. */
  readonly response?: DeliveryResponse;
  /** Time of the next attempt, in milliseconds since the epoch. */
  readonly due?: number;
}

/** A rule that matched an event. */
export interface MatchedRuleView {
  readonly rule: string;
  readonly targets: readonly EventTargetView[];
}

/** An event that a bus has received. */
export interface BusEventView {
  readonly bus: string;
  /** The event in the form that rules match. */
  readonly event: Envelope;
  /** Time of arrival, in milliseconds since the epoch. */
  readonly ingested: number;
  readonly traceHeader?: string;
  /** The rules that matched. */
  readonly matched: readonly MatchedRuleView[];
}

/** The latest events of all buses of an account and region, or of one, oldest first. */
export function describeEvents(ctx: Context, wanted: string | undefined): BusEventView[] {
  const deliveries = deliveriesByEvent(ctx);
  return Array.from(ctx.table(EVENTS).entries())
    .filter(([, { bus }]) => (wanted ?? bus) === bus)
    .sort(([a], [b]) => a - b)
    .map(([number, { bus, json, ingested, traceHeader, rules }]) => ({
      bus,
      event: JSON.parse(json) as Envelope,
      ingested,
      ...(traceHeader !== undefined && { traceHeader }),
      matched: rules.map((rule) => ({
        rule,
        targets: (deliveries.get(number) ?? [])
          .filter(({ message }) => message.rule === rule)
          .map((delivery) => describeTarget(ctx, delivery)),
      })),
    }));
}

function deliveriesByEvent(ctx: Context): ReadonlyMap<number, readonly Delivery<TargetMessage>[]> {
  const found = new Map<number, Delivery<TargetMessage>[]>();
  for (const delivery of deliveriesOf(ctx, TARGET_DELIVERIES)) {
    if (delivery.account !== ctx.account || delivery.region !== ctx.region) continue;
    const { event } = delivery.message;
    const list = found.get(event);
    if (list) list.push(delivery);
    else found.set(event, [delivery]);
  }
  return found;
}

function describeTarget(ctx: Context, delivery: Delivery<TargetMessage>): EventTargetView {
  const { status, attempts, latest, due, message } = delivery;
  const { target, json, ingested } = message;
  const input = inputOf(target, { ctx, rule: { bus: message.bus, name: message.rule }, json, ingested });
  const { failure, response } = latest.at(-1) ?? {};
  return {
    id: target.Id,
    arn: target.Arn,
    status,
    ...(input !== undefined && { input }),
    attempts,
    ...(failure && { errorCode: codeOf(failure), errorMessage: failure.reason }),
    ...(response && { response }),
    ...(status === "pending" && due !== undefined && { due }),
  };
}
