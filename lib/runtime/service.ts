import type { ControlDefinition } from "../control/definition/define-control.js";
import type { SigningProfile } from "../signing/profile.js";
import type { WireHooks } from "../wire/hooks.js";
import type { Context, ServiceIdentity, Simulation } from "./context.js";
import type { DelayDefaults } from "./delays.js";
import type { AwsError } from "./errors.js";
import type { Scope } from "./scope.js";

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
  /** Our name for it (the key of `delays`, `faults` and `requests`) and AWS's. */
  readonly identity: ServiceIdentity;
  /** AWS's names of all operations, known before the facts are loaded. */
  readonly operationNames: readonly string[];
  /** How requests are recognised before the facts are loaded. */
  readonly wire: WireIdentity;
  /** How its requests are signed; left out, `STANDARD_SIGNING`. */
  readonly signing?: SigningProfile;
  /** Loads the facts at the first request. */
  readonly loadFacts: () => Promise<{ readonly facts: Facts }>;
  /** Handlers by SDK method name (`runTask`). */
  readonly operations: Readonly<Record<string, AnyHandler>>;
  /** The service's own error for input that breaks a constraint of the model. */
  readonly validationError: (message: string, first: BrokenConstraint, operation: string) => AwsError;
  /** The HTTP status of error codes that the model does not have; without this, and for others, AWS's common errors are known. */
  readonly errorStatus?: (code: string) => number | undefined;
  /** The service's own throttling error; left out, its protocol's. */
  readonly throttlingError?: () => AwsError;
  /** Bodies larger than this are refused; left out, {@link DEFAULT_BODY_LIMIT}. */
  readonly bodyLimit?: { readonly bytes: number; readonly error: (operation: string) => AwsError };
  /** What the service does on the wire that no model says; for S3. */
  readonly hooks?: WireHooks;
  /** Names and defaults of the delays that its lifecycle uses. */
  readonly delays: DelayDefaults;
  readonly timers: Readonly<Record<string, TimerHandler>>;
  /** What tests can do and see: `sim.<name>`, below `/_sim/<name>`, and the same in a connected simulator. */
  readonly control: ControlDefinition<Control>;
}

/** Bytes of a request body that is read whole, where the service says nothing else. */
export const DEFAULT_BODY_LIMIT = 8 * 1024 * 1024;

/** How a request shows that it is for a service. */
export interface WireIdentity {
  /** `X-Amz-Target` prefixes, the real one first. */
  readonly targetPrefixes?: readonly string[];
  /** `Version` in form-encoded requests. */
  readonly queryVersion?: string;
  /** Beginnings of the paths that only this service has. */
  readonly paths?: readonly string[];
  /** Whether a `Host` header names something of this service's, as a bucket is named by its own. */
  readonly ownsHost?: (host: string) => boolean;
  /** Takes unsigned requests that nothing else claims, as S3 does those of browsers. */
  readonly fallback?: boolean;
}

/** The first constraint that an input breaks, for services that name different errors for different constraints. */
export interface BrokenConstraint {
  /** `tags.1.member.key`. */
  readonly path: string;
  /** As AWS prints it: `'x'`, `null`, or nothing for a secret. */
  readonly value: string;
  /** `Member must not be null`, ... */
  readonly constraint: string;
}

/** What a control object works with. */
export interface ControlHost {
  readonly simulation: Simulation;
  /** A context in the simulator's own account and region, or in others. */
  context(at?: Scope): Context;
}
