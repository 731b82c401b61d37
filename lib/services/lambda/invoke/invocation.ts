import type { InvocationType } from "../generated/types.js";
import { parsePayload } from "./payload.js";

/** A run of a function, as returned to tests. */
export interface Invocation {
  readonly functionName: string;
  /** As invoked: unqualified, or with the alias or version. */
  readonly functionArn: string;
  /** The requested alias or version. */
  readonly qualifier?: string;
  /** The executed version: a number or `$LATEST`. */
  readonly executedVersion: string;
  readonly invocationType: Exclude<InvocationType, "DryRun">;
  /** The parsed event; `{}` for an empty one. Omitted if it exceeds the option `requestInputLimit`. */
  readonly payload?: unknown;
  /** The event as sent. Omitted if it exceeds the option `requestInputLimit`. */
  readonly rawPayload?: Uint8Array;
  /** The caller's parsed client context. */
  readonly clientContext?: unknown;
  readonly requestId: string;
  /** Simulated time at which the run started. */
  readonly time: Date;
  /** Starts at 1 and increases with retries of an asynchronous invocation. */
  readonly attempt: number;
  /**
   * The response, as parsed JSON. Omitted while it is running, if it failed, and if it exceeds the option
   * `requestInputLimit`.
   */
  readonly response?: unknown;
  /** The failure of the function. */
  readonly error?: InvocationError;
  /** The destination of the result of an asynchronous invocation. */
  readonly destination?: { readonly condition: DestinationCondition; readonly arn?: string };
}

/** A stored invocation: JSON needs less memory as a string than parsed. */
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
