import { defineTransient } from "../../../runtime/transient-state.js";
import { ConsoleCapture } from "./console-capture.js";
import type { LambdaOutcomes } from "./handler.js";
import { type Behaviour, type Invoked, Registrations } from "./registrations.js";

const DEFAULT_RESPONSE = { statusCode: 200 };

/** Transient state of Lambda: behaviours, and abort controllers of running functions. */
export class LambdaLive {
  readonly registrations = new Registrations();
  readonly consoles = new ConsoleCapture();
  /** Aborts each running function. */
  readonly running = new Set<AbortController>();
  private byDefault = this.registrations.behaviour([DEFAULT_RESPONSE]);

  respondByDefault<Event>(outcomes: LambdaOutcomes<Event>): void {
    this.byDefault = this.registrations.behaviour(outcomes);
  }

  /** The behaviour of a function: its own, or the default one. */
  behaviourOf(invoked: Invoked): Behaviour {
    return this.registrations.find(invoked)?.behaviour ?? this.byDefault;
  }

  interrupt(): void {
    const reason = new Error("The simulator was reset, restored or closed while the function ran.");
    for (const stop of this.running) stop.abort(reason);
  }
}

export const LAMBDA = defineTransient("lambda.handlers", () => new LambdaLive());
