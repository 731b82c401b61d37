import type { Denial } from "../authorization/denial.js";
import type { AnyAuthorizationTable } from "../authorization/table.js";
import type { ControlDefinition } from "../control/definition/define-control.js";
import type { BrokenConstraint } from "../shared/constraints.js";
import type { SigningProfile } from "../signing/profile.js";
import type { WireHooks } from "../wire/hooks.js";
import type { AnyActivityDefinition } from "./activities.js";
import type { Context, ServiceIdentity } from "./context.js";
import type { DelayDefaults } from "./delays.js";
import type { AwsError } from "./errors.js";
import type { AnyHandler, HandlerSteps, OperationHandler } from "./handler.js";
import type { Scope } from "./scope.js";
import type { StateDefinitions } from "./state-definitions.js";

/**
 * The simulated operations of a service, by SDK method name. `Operations` is the generated map of all
 * operations; missing ones return 501.
 */
export type Handlers<Operations extends { [Name in keyof Operations]: [unknown, unknown] }> = {
  readonly [Name in keyof Operations]?: OperationHandler<Operations[Name][0], Operations[Name][1]>;
};

/** Runs when a timer of a service is due: reads its row again and changes it. */
export type TimerHandler = (key: string, ctx: Context) => void;

/**
 * A simulated service, as exported by its `index.ts`. `Facts` is generic because the runtime does not import
 * the model.
 *
 * Members that are functions load the code of the service when they are called. The start of a simulator calls none
 * of them, because a test uses few services: everything else of a service is behind them.
 */
export interface ServiceDefinition<Facts, Control> {
  /** The simulator's name (the key of `delays`, `faults` and `requests`) and AWS's names. */
  readonly identity: ServiceIdentity;
  /** AWS's names of all operations, available before the facts load. */
  readonly operationNames: readonly string[];
  /** How requests are recognised before the facts load. */
  readonly wire: WireIdentity;
  /** Loads the facts at the first request. */
  readonly loadFacts: () => Promise<{ readonly facts: Facts }>;
  /** Loads the handlers, by SDK method name (`runTask`), at the first request. */
  readonly loadOperations: () => Promise<Readonly<Record<string, AnyHandler>>>;
  /**
   * Loads the permissions that each operation requires, with the handlers. Default each operation requires
   * its own action on `*`.
   */
  readonly loadAuthorization?: () => Promise<{ readonly authorization: AnyAuthorizationTable }>;
  /** How its requests are treated, besides their operations. */
  readonly behaviour: () => ServiceBehaviour;
  /** Names and defaults of the delays of its lifecycle. */
  readonly delays: () => DelayDefaults;
  /** The handlers of its timers, by their kinds, which begin with the name of the service: `ecs.task`. */
  readonly timers: () => Readonly<Record<string, TimerHandler>>;
  /** Its tables and transient values. A test fails for any that no definition lists. */
  readonly state: () => StateDefinitions;
  /** The tables whose rows the timeline of the inspector shows, besides requests and timers. */
  readonly activities?: readonly AnyActivityDefinition[];
  /** The control methods: `sim.<name>`, `/_sim/<name>`, and the same in a connected simulator. */
  readonly control: () => ControlDefinition<Control>;
}

/** How a service treats requests, where services differ. */
export interface ServiceBehaviour {
  /** How its requests are signed. Default `STANDARD_SIGNING`. */
  readonly signing?: SigningProfile;
  /** The service's own error for a denial. Default that of its protocol. */
  readonly deniedError?: (denial: Denial) => AwsError;
  /** Steps around each of its handlers. */
  readonly steps?: HandlerSteps;
  /**
   * The service's error for input that breaks constraints of the model. `message` describes all of them,
   * `first` is the first in the model's order.
   */
  readonly validationError: (message: string, first: BrokenConstraint, operation: string) => AwsError;
  /** HTTP status of error codes that the model does not have. Default the status of AWS's common errors. */
  readonly errorStatus?: (code: string) => number | undefined;
  /** The service's own throttling error. Default that of its protocol. */
  readonly throttlingError?: () => AwsError;
  /** Larger bodies are rejected. Default {@link DEFAULT_BODY_LIMIT}. */
  readonly bodyLimit?: { readonly bytes: number; readonly error: (operation: string) => AwsError };
  /** Wire behaviour of the service that the model does not describe. */
  readonly hooks?: WireHooks;
}

/** Largest request body that is buffered, in bytes, unless a service has its own limit. */
export const DEFAULT_BODY_LIMIT = 8 * 1024 * 1024;

/** How requests for a service are recognised. */
export interface WireIdentity {
  /** `X-Amz-Target` prefixes, the official one first. */
  readonly targetPrefixes?: readonly string[];
  /** `Version` in form-encoded requests. */
  readonly queryVersion?: string;
  /** Signatures of version 2, which name no service, are for this one. */
  readonly ownsVersion2?: true;
  /** Actions of unsigned forms without a `Version` that belong to this service, such as links in messages. */
  readonly unsignedActions?: readonly string[];
  /** Paths besides `/` that accept forms. */
  readonly formPath?: RegExp;
  /** Path prefixes that belong only to this service. */
  readonly paths?: readonly string[];
  /** Whether a `Host` header belongs to a resource of this service, such as a bucket. */
  readonly ownsHost?: (host: string) => boolean;
  /**
   * Whether an unsigned request that no other service claims belongs to this one, by the labels before
   * `amazonaws.com` in its host; `undefined` for a host outside AWS.
   */
  readonly claimsUnsigned?: (labels: readonly string[] | undefined) => boolean;
}

/** The functions of the simulator that a control object uses. */
export interface ControlHost {
  /** A context for reading, in the simulator's account and region or in others. */
  context(at?: Scope): Context;
  /**
   * Runs `work` in one transaction, then the timers that became due. If `work` throws, its writes are rolled
   * back.
   */
  change<Result>(at: Scope | undefined, work: (ctx: Context) => Result): Result;
  /**
   * Calls an operation of the service as a client does, then runs the timers that became due. Faults do not
   * apply, and the call is not in the request log.
   *
   * @param input is not validated against the model: its type is the handler's.
   * @throws AwsError as the operation throws it; TypeError if the operation has to wait.
   */
  execute<Input extends object, Output>(
    operation: OperationHandler<Input, Output>,
    input: Input,
    at?: Scope,
  ): Output;
}
