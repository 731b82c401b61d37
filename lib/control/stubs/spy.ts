import type { Caller } from "../../runtime/context.js";
import type { StubConditions, UntypedMembers } from "./answer.js";

/** A call that a stub handled. */
export interface StubCall<Input = UntypedMembers, Output = UntypedMembers> {
  /** The parsed input, bodies as bytes. */
  readonly input: Input;
  /** The output; omitted while the response is pending, and for an error. */
  readonly output?: Output;
  /** The error that the caller received. */
  readonly error?: { readonly code: string; readonly message: string };
  /** The principal that signed the request. */
  readonly caller: Caller;
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  /** Simulated time of arrival. */
  readonly time: Date;
}

/** A stub and the calls that it handled. As with faults, a restore changes neither. */
export interface StubSpy<Input = UntypedMembers, Output = UntypedMembers> {
  /** Identifies the stub in this simulator and in the request log. */
  readonly id: string;
  /** The simulator's name of the service, or AWS's if it is not simulated. */
  readonly service: string;
  /** AWS's name of the operation. */
  readonly operation: string;
  /** The conditions as they were given. */
  readonly conditions: StubConditions<Input>;
  /** The latest calls, oldest first; the option `historyLimit` sets their number. */
  readonly calls: readonly StubCall<Input, Output>[];
  readonly lastCall: StubCall<Input, Output> | undefined;
  /** The number of calls. */
  readonly callCount: number;
  /** Clears the recorded calls. A sequence of responses continues. */
  reset(): void;
  /** Removes the stub. Its calls can still be read. */
  remove(): void;
}
