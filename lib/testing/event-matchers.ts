import type { Json } from "../connect/json.js";
import type { BusEvent } from "../services/event-bridge/control.js";
import { namesOf } from "../text/suggestions.js";
import { isPromise } from "../values/promises.js";
import { type Judgement, judge, type MatcherContext } from "./matcher.js";
import { hasAll, rejectUnknownExpected } from "./partial.js";
import { show } from "./show.js";
import { type Read, subjectOf } from "./subject.js";

type SeenEvent = BusEvent | Json<BusEvent>;

/** Members of an event on its bus; omitted members match anything. */
export interface WantedEvent {
  readonly bus?: unknown;
  readonly source?: unknown;
  readonly detailType?: unknown;
  readonly resources?: unknown;
}

const MEMBERS = namesOf<WantedEvent>({ bus: true, source: true, detailType: true, resources: true });

/**
 * `expect(sim).toHavePutEvent("Order Placed", { id: 7 })`: an event on a bus, whether or not a rule matched
 * it.
 */
export function toHavePutEvent(
  this: MatcherContext,
  received: unknown,
  event: string | WantedEvent,
  ...detail: readonly unknown[]
): Judgement {
  const { eventBridge } = subjectOf(received, "toHavePutEvent");
  rejectUnknownExpected(event, MEMBERS, "An event");
  const wanted = typeof event === "string" ? { detailType: event } : event;
  const isWanted = (seen: SeenEvent) =>
    hasAll(this, membersOf(seen), wanted) &&
    (detail.length === 0 || hasAll(this, seen.event.detail, detail[0]));
  const judgeEvents = (seen: readonly SeenEvent[]) =>
    judge({
      wanted: `event ${show(event)}${detail.length === 0 ? "" : ` with ${show(detail[0])}`}`,
      kind: "events",
      all: seen.map(line),
      matching: seen.filter(isWanted).map(line),
    });
  const events: Read<readonly SeenEvent[]> = eventBridge.events();
  return isPromise(events) ? Promise.resolve(events).then(judgeEvents) : judgeEvents(events);
}

function membersOf({ bus, event }: SeenEvent) {
  const { source, "detail-type": detailType, resources } = event;
  return { bus, source, detailType, resources };
}

function line({ bus, event }: SeenEvent): string {
  return `${bus} ${event.source} "${event["detail-type"]}" ${show(event.detail)}`;
}
