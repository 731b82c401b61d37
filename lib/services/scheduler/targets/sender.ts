import type { Delivery } from "../../../delivery/delivery.js";
import type { QueueSender } from "../../../delivery/senders/queues.js";
import type { RoleCaller } from "../../../delivery/senders/role-calls.js";
import type { Context } from "../../../runtime/context.js";
import type { InvocationMessage, ScheduleRow } from "../state.js";

export const SERVICE = "scheduler.amazonaws.com";

export function scheduleArn(ctx: Context, { group, name }: Pick<ScheduleRow, "group" | "name">): string {
  return ctx.arn(`schedule/${group}/${name}`);
}

/** Scheduler on account of the schedule of an invocation, in the role of its target. */
export function callerOf(
  ctx: Context,
  { message, source }: Pick<Delivery<InvocationMessage>, "message" | "source">,
): RoleCaller {
  const { name, target } = message;
  return {
    ctx,
    sender: { service: SERVICE, sourceArn: source, sourceAccount: ctx.account, roleArn: target.RoleArn },
    session: name,
  };
}

/** The same as queues see it: their messages show who is in the role. */
export function queueSender({ ctx, sender, session }: RoleCaller): QueueSender {
  const { service, sourceArn, sourceAccount, roleArn } = sender;
  // One flat string: a concatenated string keeps all of its pieces, and each message stores such an id.
  const id = ["AROASIM00", ctx.account, ":", session].join("");
  return { service, sourceArn, sourceAccount, roleArn, id };
}
