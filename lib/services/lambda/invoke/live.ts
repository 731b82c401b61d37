import { defineLive } from "../../../core/live.js";
import { Environments } from "./environments.js";
import { handlerFor, type LambdaBehaviour, type LambdaHandler } from "./handler.js";
import type { InvocationRecord } from "./invocation.js";
import { Registrations } from "./registrations.js";

/** What an invocation of a function that is Pending gets: AWS's refusal, or a run. */
export type PendingInvokes = "reject" | "accept";

const DEFAULT_RESPONSE = { statusCode: 200 };

/** What Lambda keeps of a simulator besides its rows: handlers, the log of invocations, what is running. */
export class LambdaLive {
  readonly registrations = new Registrations();
  readonly environments = new Environments();
  readonly invocations: InvocationRecord[] = [];
  /** Aborted when nothing may come any more of what runs now. */
  ended = new AbortController();
  defaultHandler: LambdaHandler = handlerFor(DEFAULT_RESPONSE);
  pendingInvokes: PendingInvokes = "reject";

  respondByDefault(behaviour: LambdaBehaviour): void {
    this.defaultHandler = handlerFor(behaviour);
  }

  interrupt(): void {
    this.ended.abort(new Error("The simulator was reset, restored or closed while the function ran."));
    this.ended = new AbortController();
  }
}

export const LAMBDA = defineLive("lambda", () => new LambdaLive());
