import type { Context } from "../../runtime/context.js";
import { roleCannotBeAssumed, roleMayNotReceive } from "./errors/functions.js";
import { functionArn } from "./references.js";

/**
 * Checks that Lambda can assume the role of a function. Unless permissions are enforced, the role need not
 * exist.
 *
 * @throws InvalidParameterValueException
 */
export function checkExecutionRole(ctx: Context, name: string, role: string | undefined): void {
  if (role === undefined || !ctx.decidesPermissions) return;
  const service = "lambda.amazonaws.com";
  const acting = { service, sourceArn: functionArn(ctx, { name }), sourceAccount: ctx.account };
  const denial = ctx.denialOfService(acting, { action: "sts:AssumeRole", resource: role, trust: true });
  if (denial) throw roleCannotBeAssumed();
}

const QUEUE_ACTIONS = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"];

/**
 * Checks that the role of a function has the permissions for reading a queue.
 *
 * @throws InvalidParameterValueException if permissions are enforced
 */
export function checkQueueReader(ctx: Context, role: string, queueArn: string): void {
  for (const action of QUEUE_ACTIONS) {
    const denial = ctx.denialOfRole(role, [{ action: `sqs:${action}`, resource: queueArn }]);
    if (denial) throw roleMayNotReceive(action);
  }
}
