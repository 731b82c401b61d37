import { parseArn } from "../../core/arn.js";
import { Context } from "../../core/context.js";
import { AwsError } from "../../core/errors.js";
import type { FunctionInvoker } from "../../core/ports.js";
import type { Partition } from "../../core/store.js";
import { enqueue } from "./invoke/async-events.js";
import { targetOf } from "./invoke/target.js";
import { parseReference } from "./references.js";

/** Lambda as the services see it that run functions. */
export function functionInvoker(contextAt: (at: Partial<Partition>) => Context): FunctionInvoker {
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
        // A function that is Pending is there, though it cannot be invoked yet.
        return error.code !== "ResourceNotFoundException";
      }
    },
    invokeLater(functionArn, payload) {
      const { ctx, reference } = locate(functionArn);
      if (reference) enqueue(withRequestId(ctx), reference, { payload });
    },
  };
}

/** An event is known by the id of the request that it came with. */
function withRequestId(ctx: Context): Context {
  const { world, service, account, region, caller, era } = ctx;
  return new Context(world, service, account, region, caller, ctx.ids.uuid(), era);
}
