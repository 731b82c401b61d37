import type { ControlDefinition } from "../control/definition/define-control.js";
import type { BrokenConstraint } from "../shared/constraints.js";
import type { SigningProfile } from "../signing/profile.js";
import type { WireHooks } from "../wire/hooks.js";
import type { Context, ServiceIdentity } from "./context.js";
import type { DelayDefaults } from "./delays.js";
import type { AwsError } from "./errors.js";
import type { AnyHandler, HandlerSteps, OperationHandler } from "./handler.js";
import type { Scope } from "./scope.js";
import type { StateDefinitions } from "./state-definitions.js";

/**
 * The operations that a service simulates, by SDK method name. `Operations`
 * is the generated map of all that AWS has; those left out answer 501.
 */
export type Handlers<Operations extends { [Name in keyof Operations]: [unknown, unknown] }> = {
  readonly [Name in keyof Operations]?: OperationHandler<Operations[Name][0], Operations[Name][1]>;
};

/** What runs when a timer of a service falls due: reads its row again and changes it. */
export type TimerHandler = (key: string, ctx: Context) => void;

/**
 * A simulated service: what its `index.ts` exports. `Facts` stays open here
 * because the runtime does not know the model.
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
  /** Loads the handlers, by SDK method name (`runTask`), at the first request: a test uses few services. */
  readonly loadOperations: () => Promise<Readonly<Record<string, AnyHandler>>>;
  /** What happens around each of its handlers. */
  readonly steps?: HandlerSteps;
  /**
   * The service's error for input that breaks constraints of the model:
   * `message` describes all of them, `first` is the first in the model's order.
   */
  readonly validationError: (message: string, first: BrokenConstraint, operation: string) => AwsError;
  /** The HTTP status of error codes that the model does not have; without this, and for others, AWS's common errors are known. */
  readonly errorStatus?: (code: string) => number | undefined;
  /** The service's own throttling error; left out, its protocol's. */
  readonly throttlingError?: () => AwsError;
  /** Larger bodies are rejected. Default {@link DEFAULT_BODY_LIMIT}. */
  readonly bodyLimit?: { readonly bytes: number; readonly error: (operation: string) => AwsError };
  /** What the service does on the wire that no model describes. */
  readonly hooks?: WireHooks;
  /** Names and defaults of the delays that its lifecycle uses. */
  readonly delays: DelayDefaults;
  readonly timers: Readonly<Record<string, TimerHandler>>;
  /** The tables and transient values that it keeps: those that no definition lists fail a test. */
  readonly state: StateDefinitions;
  /** What tests can do and see: `sim.<name>`, below `/_sim/<name>`, and the same in a connected simulator. */
  readonly control: ControlDefinition<Control>;
}

/** The largest request body that is read whole, in bytes, unless a service has its own limit. */
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
  /**
   * Whether an unsigned request that no other service claims is for this one, by the names before `amazonaws.com` in
   * its host; `undefined` for a host that is not AWS's.
   */
  readonly claimsUnsigned?: (labels: readonly string[] | undefined) => boolean;
}

/** What a control object works with. */
export interface ControlHost {
  /** A context in the simulator's own account and region, or in others: to read. */
  context(at?: Scope): Context;
  /** Runs `work` in one transaction, and then the timers that it made due. If it throws, every write it made is undone. */
  change<Result>(at: Scope | undefined, work: (ctx: Context) => Result): Result;
  /**
   * Calls an operation of the service, as a client would, and then runs the timers that it made due. Faults do not
   * apply, and the call is not in the request log.
   *
   * @param input is not validated against the model: its type is the handler's.
   * @throws AwsError as the operation throws it, TypeError if the operation has to wait for something.
   */
  execute<Input extends object, Output>(
    operation: OperationHandler<Input, Output>,
    input: Input,
    at?: Scope,
  ): Output;
}
