import type { Context } from "../../runtime/context.js";
import type { OperationCall, OperationOutcome } from "../../runtime/ports/operations.js";
import { isPromise } from "../../values/promises.js";
import { type Attempted, failed } from "../outcome.js";
import { kindOf } from "./rejections.js";

/**
 * Calls an operation, such as StartExecution of Step Functions or RunTask of ECS, with the permissions of its
 * caller.
 */
export function callOperation(ctx: Context, call: OperationCall): Attempted | Promise<Attempted> {
  const outcome = ctx.ports.operations?.call(call);
  if (outcome === undefined) return failed("rejected", "Operations cannot be called.");
  return isPromise(outcome) ? Promise.resolve(outcome).then(attempted) : attempted(outcome);
}

function attempted(outcome: OperationOutcome): Attempted {
  switch (outcome.kind) {
    case "output": {
      const { status, output } = outcome;
      return { status: "delivered", response: { status, body: JSON.stringify(output) } };
    }
    case "error": {
      const { code, message, status } = outcome;
      return failed(kindOf(code, status), message, { code, response: { status } });
    }
    case "unknown":
      return failed("rejected", outcome.reason);
  }
}
