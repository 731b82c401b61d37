import type { Timer } from "../clock/scheduler.js";
import type { Run } from "../runtime/runs.js";
import { keyParts } from "../runtime/store/store.js";
import type { NewEntry } from "./entry.js";

/** A timer as stored in its table. */
export interface TimerRow extends Timer {
  readonly order: number;
  readonly at: number;
}

/** Whether a row, or the origin of changes, is a timer. */
export function isTimer(value: unknown): value is TimerRow {
  return isObject(value) && "order" in value && "at" in value && "kind" in value;
}

/** Whether the origin of changes is a run. */
export function isRun(value: unknown): value is Run<unknown> {
  return isObject(value) && "attempt" in value && "state" in value && "kind" in value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

export function timerEntryId({ order }: TimerRow): string {
  return `timer:${order}`;
}

/** The timeline entry of a timer that has fired. */
export function timerEntry(timer: TimerRow, now: number, cause: string | undefined): NewEntry {
  const [service = "", name = ""] = timer.kind.split(".");
  return {
    id: timerEntryId(timer),
    kind: "timer",
    service: camelCase(service),
    name,
    resource: keyParts(timer.key).join("/"),
    account: timer.account,
    region: timer.region,
    startedAt: now,
    endedAt: now,
    outcome: "succeeded",
    cause,
  };
}

/** Kinds of timers start with the name of their service in kebab case. */
function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
