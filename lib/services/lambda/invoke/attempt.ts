import type { FunctionSettings } from "../state.js";
import type { Invocation } from "./invocation.js";

/** What is to run: a version of a function. */
export interface InvocationTarget {
  readonly name: string;
  /** As it was asked for. */
  readonly qualifier?: string;
  /** With the qualifier that was asked for. */
  readonly arn: string;
  readonly version: string;
  readonly settings: FunctionSettings;
  /** Changes when code or settings do. */
  readonly revision: string;
}

/** One attempt to run a function. */
export interface Attempt {
  readonly target: InvocationTarget;
  readonly invocationType: Invocation["invocationType"];
  readonly payload: Uint8Array;
  /** In base64, as it was sent. */
  readonly clientContext?: string;
  readonly requestId: string;
  /** From 1. */
  readonly number: number;
}
