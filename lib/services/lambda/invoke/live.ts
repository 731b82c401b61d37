import { Recent } from "../../../runtime/store/records.js";
import { defineTransient, type TransientSettings } from "../../../runtime/transient-state.js";
import { ConsoleCapture } from "./console-capture.js";
import { Environments } from "./environments.js";
import { type Behave, behaviourOf, type LambdaOutcomes } from "./handler.js";
import type { InvocationRecord } from "./invocation.js";
import { Registrations } from "./registrations.js";

/** What an invocation of a function that is Pending gets: AWS's refusal, or a run. */
export type PendingInvokes = "reject" | "accept";

const DEFAULT_RESPONSE = { statusCode: 200 };

/** What Lambda keeps of a simulator besides its rows: handlers, the log of invocations, what is running. */
export class LambdaLive {
  readonly registrations: Registrations;
  readonly environments = new Environments();
  readonly consoles = new ConsoleCapture();
  readonly invocations: Recent<InvocationRecord>;
  /** Stops each function that runs. */
  readonly running = new Set<AbortController>();
  defaultBehaviour: Behave = behaviourOf([DEFAULT_RESPONSE]);
  pendingInvokes: PendingInvokes = "reject";

  constructor(readonly settings: TransientSettings) {
    this.registrations = new Registrations(settings);
    this.invocations = new Recent(settings.historyLimit);
  }

  respondByDefault<Event>(outcomes: LambdaOutcomes<Event>): void {
    this.defaultBehaviour = behaviourOf(outcomes);
  }

  interrupt(): void {
    const reason = new Error("The simulator was reset, restored or closed while the function ran.");
    for (const stop of this.running) stop.abort(reason);
  }
}

export const LAMBDA = defineTransient("lambda.invocations", (settings) => new LambdaLive(settings));
