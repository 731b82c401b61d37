import type { Context } from "../../runtime/context.js";
import type { ExecutableOperation, GivenValues } from "../../runtime/execute.js";
import type { StubContext, UntypedMembers } from "./answer.js";
import type { ReadInput } from "./bodies.js";

/** Runs the operation as if there were no stub; `undefined` if it is not simulated. */
export type Simulate = ((input: object) => unknown) | undefined;

/** A call that a stub handles. */
export class StubbedCall {
  constructor(
    private readonly operation: ExecutableOperation,
    /** Converts between values of the test and of the model of the operation. */
    readonly given: GivenValues,
    private readonly content: ReadInput,
    readonly ctx: Context,
    private readonly callIndex: number,
    private readonly simulate: Simulate,
  ) {}

  /** The input, for a function that may change it. */
  get input(): UntypedMembers {
    return { ...this.given.seenInput(this.content.input) };
  }

  /** The context for a function of the test. */
  context(input: UntypedMembers): StubContext {
    const { ctx, callIndex, simulate, content } = this;
    const { service, name: operation } = this.operation;
    const { account, region, caller, requestId } = ctx;
    return {
      service,
      operation,
      account,
      region,
      caller,
      requestId,
      callIndex,
      get time() {
        return ctx.date();
      },
      async callThrough(changed: UntypedMembers = input) {
        if (!simulate)
          throw new TypeError(
            `aws-sim does not simulate ${service}:${operation}. Return a response in the stub.`,
          );
        // A handler returns the output of its operation, which is a structure.
        return (await simulate(content.restore(changed))) as UntypedMembers;
      },
      sleep: (duration) => ctx.sleep(duration),
    };
  }
}
