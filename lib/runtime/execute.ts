import type { Denial } from "../authorization/denial.js";
import { tagsIn } from "../authorization/request-values.js";
import type { Requirement } from "../authorization/requirement.js";
import { isPromise } from "../values/promises.js";
import { ConnectionDropped } from "../wire/message.js";
import { Context } from "./context.js";
import type { AwsError } from "./errors.js";
import { type AnyHandler, type HandlerSteps, type OperationHandler, Pending } from "./handler.js";
import type { Store } from "./store/store.js";

/** An operation that can be executed. */
export interface ExecutableOperation {
  /** The simulator's name of its service. */
  readonly service: string;
  /** AWS's name: `RunTask`. */
  readonly name: string;
  /** `undefined` for an operation that is not simulated: only a stub can handle it. */
  readonly handler: AnyHandler | undefined;
  /** Steps of its service around each handler. */
  readonly steps: HandlerSteps | undefined;
  /** @throws the service's own error for input that breaks a constraint of the model. */
  validate(input: object): void;
  /** The service's own throttling error. */
  throttled(): AwsError;
  /** The service's status for an error code that the model does not have. */
  statusOf(code: string): number | undefined;
  /**
   * The actions and resources for which the caller needs permission. @throws the service's error for a
   * resource that must exist.
   */
  requirements(input: object, ctx: Context): readonly Requirement[];
  /** The service's own error for a denial. */
  denied(denial: Denial): AwsError;
  /** The error for a call with neither a handler nor a stub. */
  notSimulated(): AwsError;
  /** Reads the values of stubs by the model. */
  readonly given: GivenValues;
}

/** Reads values written by a test, according to the model of an operation. */
export interface GivenValues {
  /** The same for a command of DynamoDB's document client, whose items have JavaScript values. */
  readonly documents: GivenValues;
  /** @throws TypeError for an output that the model does not have. */
  output(value: unknown): object;
  /** The input of a call, as shown to the test. */
  seenInput(input: object): object;
  /** The output of a call, as shown to the test. */
  seenOutput(output: object): object;
  /** Parses a partial input that calls are compared with; asymmetric matchers are kept. @throws TypeError */
  partOfInput(value: unknown): object;
  /**
   * Whether an object whose member `error` has this value is an error rather than an output with such a
   * member.
   */
  isError(code: unknown): code is string;
  /** @throws TypeError for a member that the model does not have. */
  error(code: string, given: GivenError): AwsError;
}

/** An error written by a test, without its code. */
export interface GivenError {
  readonly message?: string;
  /** Default that of the model, else the service's own for the code, else 400. */
  readonly status?: number;
  readonly members: Readonly<Record<string, unknown>>;
  /** Drops members that the model does not have. */
  readonly lenient?: boolean;
}

/** The faults added by a test. */
export interface FaultSource {
  readonly none: boolean;
  /**
   * Applies the faults that match a call, including their latency.
   *
   * @returns whether the caller must not receive the outcome
   * @throws the error of the fault; ConnectionDropped for a fault that drops the call.
   */
  apply(operation: ExecutableOperation, input: object, ctx: Context): Promise<boolean>;
}

/** The stubs added by a test. */
export interface StubSource {
  readonly none: boolean;
  /** The newest stub that matches a call. */
  find(operation: ExecutableOperation, input: object, ctx: Context): Stub | undefined;
}

/** Handles calls in place of the simulation. */
export interface Stub {
  /**
   * @param simulate runs the operation as if there were no stub; `undefined` if it is not simulated.
   * @throws AwsError where the answer is an error, and where it is none that the operation can have.
   */
  answer(
    operation: ExecutableOperation,
    input: object,
    ctx: Context,
    simulate: ((input: object) => unknown) | undefined,
  ): unknown;
}

/** The origin of a call. Faults and stubs do not apply to calls of the test through `sim`. */
export type CalledBy = "client" | "test";

/**
 * Runs all operations: for requests, control objects and init files. Steps that apply to every call, such as
 * authorization, belong here.
 */
export class Executor {
  constructor(
    private readonly store: Store,
    private readonly faults: FaultSource,
    private readonly stubs: StubSource = NO_STUBS,
  ) {}

  /**
   * Executes an operation: evaluates permissions, applies faults, validates the input, and runs a stub or the
   * handler in one transaction.
   *
   * @param input of the type that the handler expects: parsed by the model, or written in TypeScript.
   * @returns the output; a promise only if it has to wait.
   * @throws errors of the faults, the validation, the stub or the handler; the handler's writes are rolled
   * back then.
   */
  execute(operation: ExecutableOperation, input: object, ctx: Context, by: CalledBy): unknown {
    if (by === "test") return this.simulate(operation, input, ctx);
    if (operation.handler || !this.stubs.none) authorize(operation, input, ctx);
    return this.faults.none ? this.run(operation, input, ctx) : this.runWithFaults(operation, input, ctx);
  }

  /**
   * Runs a handler in one transaction up to its first wait. Faults and constraints of the model do not apply.
   */
  begin<Input extends object, Output>(
    handler: OperationHandler<Input, Output>,
    input: Input,
    ctx: Context,
    steps: HandlerSteps | undefined,
  ): Output | Pending<Output> {
    return this.transaction(ctx, () => {
      steps?.before?.(ctx);
      const returned = handler(input, ctx);
      steps?.after?.(input);
      return isPromise(returned) ? rejectPromise(handler.name, returned) : returned;
    });
  }

  /** Runs `work` in one transaction, which is rolled back if it throws. @throws EraEnded */
  transaction<Result>(ctx: Context, work: () => Result): Result {
    ctx.era.check();
    return this.store.transaction(work, ctx);
  }

  private async runWithFaults(operation: ExecutableOperation, input: object, ctx: Context): Promise<unknown> {
    ctx.era.check();
    const losesOutcome = await this.faults.apply(operation, input, ctx);
    if (!losesOutcome) return this.run(operation, input, ctx);
    try {
      await this.run(operation, input, ctx);
    } catch {
      // The caller does not receive errors either.
    }
    throw new ConnectionDropped();
  }

  private run(operation: ExecutableOperation, input: object, ctx: Context): unknown {
    const stub = this.stubs.none ? undefined : this.stubs.find(operation, input, ctx);
    if (!stub) return this.simulate(operation, input, ctx);
    ctx.era.check();
    operation.validate(input);
    const { handler } = operation;
    return stub.answer(
      operation,
      input,
      ctx,
      handler && ((changed) => this.simulate(operation, changed, ctx)),
    );
  }

  private simulate(operation: ExecutableOperation, input: object, ctx: Context): unknown {
    if (!operation.handler) throw operation.notSimulated();
    operation.validate(input);
    // The input has the type that the model describes.
    return this.settle(this.begin(operation.handler, input as never, ctx, operation.steps), ctx);
  }

  /** Waits as often as an output requires, with a transaction after each wait. */
  private settle(output: unknown, ctx: Context): unknown {
    if (!(output instanceof Pending)) return output;
    return output.ready.then((commit) => this.settle(this.transaction(ctx, commit), ctx));
  }
}

/** @throws the service's error if the caller lacks permission and the simulator enforces it. */
function authorize(operation: ExecutableOperation, input: object, ctx: Context): void {
  const { authorization } = Context.simulationOf(ctx);
  if (!authorization.decidesPermissions) return;
  ctx.era.check();
  // Requirements cannot be determined for input that breaks its constraints.
  operation.validate(input);
  const denial = authorization.denialOf(ctx, operation.requirements(input, ctx), tagsIn(input));
  if (denial) throw operation.denied(denial);
}

const NO_STUBS: StubSource = { none: true, find: () => undefined };

/** @throws Error: what runs after an await would write outside of the transaction. */
function rejectPromise(handler: string, promise: PromiseLike<unknown>): never {
  promise.then(undefined, () => {});
  throw new Error(`The handler ${handler} returned a promise. Return whenReady(promise, commit) from it.`);
}
