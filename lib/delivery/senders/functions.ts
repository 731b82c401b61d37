import type { Context } from "../../runtime/context.js";
import { type Attempted, DELIVERED, failed } from "../outcome.js";
import { denialOf, type Sender } from "./denials.js";

/** Queues an event for a function, if the policy of the function allows it to the sender. */
export function invokeFunction(ctx: Context, arn: string, event: string, sender: Sender): Attempted {
  const { functions } = ctx.ports;
  if (!functions?.exists(arn)) return failed("missing", `The function ${arn} does not exist.`);
  const denied = denialOf(ctx, sender, "lambda:InvokeFunction", arn);
  if (denied) return denied;
  functions.invokeLater(arn, Buffer.from(event));
  return DELIVERED;
}
