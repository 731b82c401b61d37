import type { Duration } from "../../clock/duration.js";
import type { Caller } from "../../runtime/context.js";
import type { GivenBytes, GivenTime } from "./given-types.js";

/** The context of a call that the function of a stub receives. */
export interface StubContext<Input = UntypedMembers, Output = UntypedMembers> {
  /** The simulator's name of the service, or AWS's if it is not simulated: `dynamodb`. */
  readonly service: string;
  /** AWS's name of the operation: `GetItem`. */
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  /** The principal that signed the request. */
  readonly caller: Caller;
  /** `x-amzn-RequestId` of the response. */
  readonly requestId: string;
  /** Simulated time. */
  readonly time: Date;
  /** Number of earlier calls of the stub: 0 at the first. */
  readonly callIndex: number;
  /**
   * Runs the operation as if there were no stub.
   *
   * @param input default that of the call.
   * @returns its output. Rejects with the AWS error of the operation, and with a `TypeError` if the operation
   * is not simulated.
   */
  callThrough(input?: Input): Promise<Output>;
  /** Waits on the simulated clock. */
  sleep(duration: Duration): Promise<void>;
}

/** The members of an input or output whose type is not declared. */
export type UntypedMembers = Readonly<Record<string, unknown>>;

/** An error that a stub returns. Further members are those of AWS's error: `{ error: "…", Item: { … } }`. */
export interface StubError {
  /** AWS's code: `ConditionalCheckFailedException`. Codes outside the model are allowed. */
  readonly error: string;
  readonly message?: string;
  /** HTTP status. Default that of the model; for a code outside the model, the service's own, else 400. */
  readonly status?: number;
  readonly [member: string]: unknown;
}

/** Computes the response to a call: an output or an error. An exception also becomes an error response. */
export type StubFunction<Input = UntypedMembers, Output = UntypedMembers> = (
  input: Input,
  context: StubContext<Input, Output>,
) => StubValue<Output> | PromiseLike<StubValue<Output>>;

/** A fixed response: an output, or an error as {@link StubError} or as the SDK throws it. */
export type StubValue<Output = UntypedMembers> = Output | StubError | Error;

/** The response to one call or to all calls. */
export type StubOutcome<Input = UntypedMembers, Output = UntypedMembers> =
  | StubValue<Output>
  | StubFunction<Input, Output>;

/** The responses of a stub. A list applies to successive calls; its last element repeats. */
export type StubAnswer<Input = UntypedMembers, Output = UntypedMembers> =
  | StubOutcome<Input, Output>
  | readonly [StubOutcome<Input, Output>, ...StubOutcome<Input, Output>[]];

/** Selects the calls of a stub. Omitted members match every call. */
export interface StubConditions<Input = UntypedMembers> {
  /**
   * Only calls whose input contains all of this. Asymmetric matchers (`expect.any(String)`) work at every
   * depth.
   */
  readonly when?: PartOf<Input>;
  /** Maximum number of calls. Afterwards the next older stub or the simulation applies. Default unlimited. */
  readonly times?: number;
  /** Only calls in this account. */
  readonly account?: string;
  /** Only calls in this region. */
  readonly region?: string;
}

/** A subset of the members of a value, at every depth. */
export type PartOf<T> = T extends Date
  ? GivenTime
  : T extends Uint8Array
    ? GivenBytes
    : T extends readonly (infer Item)[]
      ? readonly PartOf<Item>[]
      : T extends object
        ? { readonly [Name in keyof T]?: PartOf<T[Name]> }
        : T;
