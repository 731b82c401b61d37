import type { ContextAt } from "../../../runtime/context.js";
import type { BusEvent, EventBuses } from "../../../runtime/ports/event-buses.js";
import type { EventTarget } from "../../../runtime/ports/event-targets.js";
import type { AccountRegion } from "../../../runtime/scope.js";
import { parseArn } from "../../../shared/arn.js";
import { busAddress, busNamed, DEFAULT_BUS } from "../buses/lookup.js";
import { envelopeOf } from "../events/envelope.js";
import { hasListeners, ingest } from "../events/ingest.js";

/** The port with which other services send events to buses. */
export function eventBusesPort(contextAt: ContextAt): EventBuses {
  const locate = (arn: string) => {
    const { account, region } = parseArn(arn) ?? {};
    const { ctx, name } = busAddress(contextAt({ account, region }), arn);
    return { ctx, bus: busNamed(ctx, name) };
  };
  const put = (at: AccountRegion, name: string, event: BusEvent): string => {
    const ctx = contextAt(at);
    const id = ctx.ids.uuid();
    const { account, region } = at;
    ingest(ctx, name, { json: envelopeOf({ time: ctx.now(), ...event, id, account, region }) });
    return id;
  };
  return {
    exists: (arn) => locate(arn).bus !== undefined,
    hasListeners: (at) => hasListeners(contextAt(at), DEFAULT_BUS),
    emit(at, { detail, ...event }) {
      put(at, DEFAULT_BUS, { ...event, detail: JSON.stringify(detail) });
    },
    put(arn, event) {
      const { ctx, bus } = locate(arn);
      return bus ? put(ctx, bus.name, event) : ctx.ids.uuid();
    },
    forward(arn, json, { traceHeader, fromBus = false } = {}) {
      const { ctx, bus } = locate(arn);
      if (bus) ingest(ctx, bus.name, { json, traceHeader, ...(fromBus && { forwarded: true }) });
    },
  };
}

/** Buses as event targets of other services. The message bodies are complete events. */
export function busTargets(contextAt: ContextAt): EventTarget {
  const { exists, forward } = eventBusesPort(contextAt);
  return {
    exists,
    deliver(arn, { body }) {
      if (!exists(arn)) return "The event bus does not exist.";
      forward(arn, body);
      return undefined;
    },
  };
}
