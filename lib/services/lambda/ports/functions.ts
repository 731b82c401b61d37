import type { ContextAt } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import type { FunctionInvoker } from "../../../runtime/ports/functions.js";
import { parseArn } from "../../../shared/arn.js";
import { enqueue } from "../invoke/async-events.js";
import { targetOf } from "../invoke/target.js";
import { parseReference } from "../references.js";

/** Invokes functions for other services. */
export function functionsPort(contextAt: ContextAt): FunctionInvoker {
  const locate = (functionArn: string) => {
    const { account, region } = parseArn(functionArn) ?? {};
    return { ctx: contextAt({ account, region }), reference: parseReference(functionArn) };
  };
  return {
    exists(functionArn) {
      const { ctx, reference } = locate(functionArn);
      if (!reference) return false;
      try {
        targetOf(ctx, reference);
        return true;
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        // A function that is Pending exists, although it cannot be invoked yet.
        return error.code !== "ResourceNotFoundException";
      }
    },
    invokeLater(functionArn, payload) {
      const { ctx, reference } = locate(functionArn);
      // The id of an event is that of its request.
      if (reference) enqueue(ctx.elsewhere({ requestId: ctx.ids.uuid() }), reference, { payload });
    },
  };
}
