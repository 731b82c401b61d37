import { denialMessage } from "../../../../authorization/denial.js";
import type { Context } from "../../../../runtime/context.js";
import type { InvocationTarget } from "../../invoke/attempt.js";

/**
 * Whether the role of a function may do something with the queue of its mapping. The state of a mapping does not change
 * when the role may not: AWS shows it Enabled, and messages stay in the queue. The logger gets the reason.
 */
export function roleMay(
  ctx: Context,
  action: "ReceiveMessage" | "DeleteMessage",
  { name, settings }: InvocationTarget,
  queueArn: string,
): boolean {
  if (!ctx.decidesPermissions) return true;
  const denial = ctx.denialOfRole(settings.Role, [{ action: `sqs:${action}`, resource: queueArn }]);
  if (!denial) return true;
  const msg = `The function ${name} cannot read ${queueArn}: ${denialMessage(denial)}`;
  ctx.logger({ level: "warn", msg, fields: { function: name, queue: queueArn } });
  return false;
}
