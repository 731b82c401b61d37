import type { Context } from "../runtime/context.js";
import { defineTransient } from "../runtime/transient-state.js";
import type { Arn } from "../shared/arn.js";
import { KnownArns } from "../shared/known-arns.js";

export const RECEIVERS = defineTransient("delivery.receivers", () => new KnownArns());

/** The parts of the ARN of a receiver; `undefined` for other text. */
export function receiverOf(ctx: Context, arn: string): Arn | undefined {
  return ctx.transient(RECEIVERS).parse(arn);
}
