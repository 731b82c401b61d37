import type { InvocationType } from "../generated/types.js";

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
  /** The event, parsed; `{}` for an empty one. */
  readonly payload: unknown;
  /** The event as it was sent. */
  readonly rawPayload: Uint8Array;
  /** The caller's client context, parsed. */
  readonly clientContext?: unknown;
  readonly requestId: string;
  /** Simulated time at which the run began. */
  readonly time: Date;
  /** 1, and more for the retries of an asynchronous invocation. */
  readonly attempt: number;
  /** What the function returned, as JSON gives it back; absent while it runs and when it failed. */
  readonly response?: unknown;
  /** How the function failed. */
  readonly error?: InvocationError;
  /** Where the result of an asynchronous invocation would go. Nothing is sent. */
  readonly destination?: { readonly condition: DestinationCondition; readonly arn?: string };
}

/** Holds what is known of an invocation: first that it runs, then how it ended. */
export interface InvocationRecord {
  invocation: Invocation;
}

export interface InvocationError {
  /** Name of the error: `Error`, `Sandbox.Timedout`, ... */
  readonly errorType: string;
  readonly errorMessage: string;
}

export type DestinationCondition = "Success" | "RetriesExhausted" | "EventAgeExceeded";
