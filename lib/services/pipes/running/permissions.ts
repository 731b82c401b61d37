import { denialMessage } from "../../../authorization/denial.js";
import { denialOfAssuming } from "../../../delivery/senders/denials.js";
import type { Context } from "../../../runtime/context.js";
import { pipeArn } from "../pipes.js";
import type { PipeRow } from "../state.js";

const SERVICE = "pipes.amazonaws.com";

/**
 * The permissions to read a queue:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
 */
const QUEUE_ACTIONS = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** Pipes on behalf of a pipe, in its role. */
export function senderOf(ctx: Context, { name, settings: { RoleArn: roleArn } }: PipeRow) {
  return { service: SERVICE, sourceArn: pipeArn(ctx, name), sourceAccount: ctx.account, roleArn };
}

/**
 * The reason why the role of a pipe may not read its queue; `undefined` if it may, or if permissions are not
 * evaluated.
 */
export function denialOfReading(ctx: Context, pipe: PipeRow): string | undefined {
  if (!ctx.decidesPermissions) return undefined;
  const { Source: resource, RoleArn } = pipe.settings;
  const unassumed = denialOfAssuming(ctx, senderOf(ctx, pipe));
  if (unassumed?.status === "failed") return unassumed.failure.reason;
  for (const action of QUEUE_ACTIONS) {
    const denial = ctx.denialOfRole(RoleArn, [{ action, resource }]);
    if (denial) return denialMessage(denial);
  }
  return undefined;
}
