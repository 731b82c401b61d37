import type { Context, World } from "./context.js";
import type { DelayDefaults } from "./delays.js";
import type { AwsError } from "./errors.js";

/** One AWS operation: a plain function from checked input to output. What it throws undoes what it wrote. */
export type OperationHandler<Input, Output> = (input: Input, ctx: Context) => Output | Promise<Output>;

/**
 * The operations that a service simulates, by SDK method name. `Operations`
 * is the generated map of all that AWS has; those left out answer 501.
 */
export type Handlers<Operations extends { [Name in keyof Operations]: [unknown, unknown] }> = {
  readonly [Name in keyof Operations]?: OperationHandler<Operations[Name][0], Operations[Name][1]>;
};

/** A handler whose input type is not known here: the dispatcher calls it with input checked against the model. */
export type AnyHandler = (input: never, ctx: Context) => unknown;

/** What runs when a timer of a service falls due: reads its row again and changes it. */
export type TimerHandler = (key: string, ctx: Context) => void;

/**
 * A simulated service: what its `index.ts` exports. `Facts` stays open here
 * because `core` does not know the model.
 */
export interface ServiceDefinition<Facts, Control> {
  /** Our name for it, the key of `delays`, `faults` and `requests`: `ecs`. */
  readonly name: string;
  /** How requests are recognised before the facts are loaded. */
  readonly wire: WireIdentity;
  /** Loads the facts at the first request. */
  readonly loadFacts: () => Promise<{ readonly facts: Facts }>;
  /** Handlers by SDK method name (`runTask`). */
  readonly operations: Readonly<Record<string, AnyHandler>>;
  /** The service's own error for input that breaks a constraint of the model. */
  readonly validationError: (message: string, violation: ViolationKind) => AwsError;
  /** Names and defaults of the delays that its lifecycle uses. */
  readonly delays: DelayDefaults;
  readonly timers: Readonly<Record<string, TimerHandler>>;
  /** What tests may do and see: `sim.<name>`. */
  readonly control: (host: ControlHost) => Control;
}

/** How a request shows that it is for a service. */
export interface WireIdentity {
  /** Name in the credential scope. */
  readonly signingName: string;
  /** `X-Amz-Target` prefixes, the real one first. */
  readonly targetPrefixes?: readonly string[];
  /** `Version` in form-encoded requests. */
  readonly queryVersion?: string;
  /** Beginnings of the paths that only this service has. */
  readonly paths?: readonly string[];
}

/** Which kind of constraint was broken first: services name different errors for different kinds. */
export type ViolationKind = "required" | "length" | "range" | "pattern" | "enum";

/** What a control object works with. */
export interface ControlHost {
  readonly world: World;
  /** A context in the simulator's own account and region, or in others. */
  context(at?: { account?: string; region?: string }): Context;
}
