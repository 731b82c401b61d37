import type { Context } from "../runtime/context.js";
import { key } from "../runtime/store/store.js";
import { defineTransient } from "../runtime/transient-state.js";

/** Abort controllers of the HTTP requests of deliveries, by kind and number. */
class InFlight extends Map<string, AbortController> {
  /** Aborts them without an effect on the simulator. */
  interrupt(): void {
    for (const controller of this.values()) controller.abort();
    this.clear();
  }
}

export const IN_FLIGHT = defineTransient("delivery.in-flight", () => new InFlight());

/** A signal that aborts at the timeout of an attempt, or when the simulator is reset, restored or closed. */
export function signalOf(ctx: Context, kind: string, number: number | string): AbortSignal {
  const controller = new AbortController();
  ctx.transient(IN_FLIGHT).set(key(kind, number), controller);
  return controller.signal;
}

/** Aborts the rest of an attempt that has ended. */
export function release(ctx: Context, kind: string, number: number | string): void {
  const inFlight = ctx.transient(IN_FLIGHT);
  if (inFlight.size === 0) return;
  const place = key(kind, number);
  inFlight.get(place)?.abort();
  inFlight.delete(place);
}
