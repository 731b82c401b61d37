import type { FunctionSettings } from "../state.js";
import type { Invocation } from "./invocation.js";

/** The version of a function that an invocation runs. */
export interface InvocationTarget {
  readonly name: string;
  /** As requested. */
  readonly qualifier?: string;
  /** With the requested qualifier. */
  readonly arn: string;
  readonly version: string;
  readonly settings: FunctionSettings;
  /** Changes with the code or settings. */
  readonly revision: string;
}

/** One attempt to run a function. */
export interface Attempt {
  readonly target: InvocationTarget;
  readonly invocationType: Invocation["invocationType"];
  readonly payload: Uint8Array;
  /** Base64, as sent. */
  readonly clientContext?: string;
  readonly requestId: string;
  /** Starts at 1. */
  readonly number: number;
}
