import { isPromise } from "../values/promises.js";
import { ConnectionDropped } from "../wire/message.js";
import type { Context } from "./context.js";
import type { AwsError } from "./errors.js";
import { type AnyHandler, type HandlerSteps, type OperationHandler, Pending } from "./handler.js";
import type { Store } from "./store/store.js";

/** An operation that can be executed. */
export interface ExecutableOperation {
  /** Our name of its service. */
  readonly service: string;
  /** AWS's name: `RunTask`. */
  readonly name: string;
  readonly handler: AnyHandler;
  /** What its service does around each handler. */
  readonly steps: HandlerSteps | undefined;
  /** @throws the service's own error for input that breaks a constraint of the model. */
  validate(input: object): void;
  /** The service's own throttling error. */
  throttled(): AwsError;
  /** The status that the service has for an error code, unless the model has one. */
  statusOf(code: string): number | undefined;
}

/** The faults that a test added. */
export interface FaultSource {
  readonly none: boolean;
  /**
   * Applies the faults that match a call; waits as long as they ask for.
   *
   * @returns whether the caller must not receive the outcome
   * @throws the error that a fault asks for, ConnectionDropped for one that drops the call.
   */
  apply(operation: ExecutableOperation, input: object, ctx: Context): Promise<boolean>;
}

/** Who calls an operation: faults spare what the test itself does through `sim`. */
export type CalledBy = "client" | "test";

/**
 * The one way to run an operation, for requests, control objects and init files alike. What has to happen to every
 * call, such as authorization, belongs here.
 */
export class Executor {
  constructor(
    private readonly store: Store,
    private readonly faults: FaultSource,
  ) {}

  /**
   * Executes an operation: applies faults, validates the input, and runs the handler in one transaction.
   *
   * @param input of the type that the handler expects: parsed by the model, or written in TypeScript.
   * @returns the output; a promise of it only where something has to be waited for.
   * @throws what the faults, the validation or the handler throw; nothing that the handler wrote is left then.
   */
  execute(operation: ExecutableOperation, input: object, ctx: Context, by: CalledBy): unknown {
    if (by === "test" || this.faults.none) return this.run(operation, input, ctx);
    return this.runWithFaults(operation, input, ctx);
  }

  /**
   * Runs a handler in one transaction, and no further than it goes without waiting. Faults and constraints of the
   * model do not apply.
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

  /** Runs `work` in one transaction; if it throws, every write it made is undone. @throws EraEnded */
  transaction<Result>({ era }: Context, work: () => Result): Result {
    era.check();
    return this.store.transaction(work);
  }

  private async runWithFaults(operation: ExecutableOperation, input: object, ctx: Context): Promise<unknown> {
    ctx.era.check();
    const losesOutcome = await this.faults.apply(operation, input, ctx);
    if (!losesOutcome) return this.run(operation, input, ctx);
    try {
      await this.run(operation, input, ctx);
    } catch {
      // Its caller does not learn of an error either.
    }
    throw new ConnectionDropped();
  }

  private run(operation: ExecutableOperation, input: object, ctx: Context): unknown {
    operation.validate(input);
    // The handler's input has the type that the model describes.
    const output = this.begin(operation.handler, input as never, ctx, operation.steps);
    if (!(output instanceof Pending)) return output;
    return output.ready.then((commit) => this.transaction(ctx, commit));
  }
}

/** @throws Error: what runs after an await would write outside of the transaction. */
function rejectPromise(handler: string, promise: PromiseLike<unknown>): never {
  promise.then(undefined, () => {});
  throw new Error(`The handler ${handler} returned a promise. Return whenReady(promise, commit) from it.`);
}
