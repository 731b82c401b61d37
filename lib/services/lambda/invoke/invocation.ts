import type { InvocationType } from "../generated/types.js";
import { parsePayload } from "./payload.js";

/** One run of a function, as tests see it. */
export interface Invocation {
  readonly functionName: string;
  /** As it was invoked: unqualified, or with the alias or version. */
  readonly functionArn: string;
  /** The alias or version that was asked for. */
  readonly qualifier?: string;
  /** The version that ran: a number or `$LATEST`. */
  readonly executedVersion: string;
  readonly invocationType: Exclude<InvocationType, "DryRun">;
  /** The event, parsed; `{}` for an empty one. Left out when it is larger than the option `requestInputLimit`. */
  readonly payload?: unknown;
  /** The event as it was sent. Left out when it is larger than the option `requestInputLimit`. */
  readonly rawPayload?: Uint8Array;
  /** The caller's client context, parsed. */
  readonly clientContext?: unknown;
  readonly requestId: string;
  /** Simulated time at which the run began. */
  readonly time: Date;
  /** 1, and more for the retries of an asynchronous invocation. */
  readonly attempt: number;
  /**
   * What the function returned, as JSON shows it. Left out while it runs, when it
   * failed, and when it is larger than the option `requestInputLimit`.
   */
  readonly response?: unknown;
  /** How the function failed. */
  readonly error?: InvocationError;
  /** Where the result of an asynchronous invocation would go. Nothing is sent. */
  readonly destination?: { readonly condition: DestinationCondition; readonly arn?: string };
}

/** An invocation as it is kept: JSON takes less memory as text than parsed. */
export interface KeptInvocation extends Omit<Invocation, "payload" | "response"> {
  readonly responseText?: string;
}

/** A copy of an invocation for the test. */
export function describeInvocation(invocation: KeptInvocation): Invocation {
  const { responseText, rawPayload, ...kept } = structuredClone(invocation);
  return {
    ...kept,
    ...(rawPayload && { payload: parsePayload(rawPayload), rawPayload }),
    ...(responseText !== undefined && { response: JSON.parse(responseText) as unknown }),
  };
}

export interface InvocationError {
  /** Name of the error: `Error`, `Sandbox.Timedout`, ... */
  readonly errorType: string;
  readonly errorMessage: string;
}

export type DestinationCondition = "Success" | "RetriesExhausted" | "EventAgeExceeded";
