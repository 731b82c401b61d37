import { type Attempted, failed } from "../../../delivery/outcome.js";
import * as roleCalls from "../../../delivery/senders/role-calls.js";
import type { Context } from "../../../runtime/context.js";
import type { Json } from "../../../runtime/store/codec.js";
import { idOf } from "./buses.js";
import type { Sending, TargetMessage } from "./message.js";
import { senderOf } from "./permissions.js";

/** Starts an execution of a state machine. Its name starts with the id of the event. */
export function startExecution({ ctx, message, input }: Sending): Attempted | Promise<Attempted> {
  const { target, json } = message;
  const name = `${idOf(json)}_${ctx.ids.uuid()}`;
  return roleCalls.startExecution(callerOf(ctx, message), target.Arn, input, name);
}

/** Runs tasks in the target cluster. The input contains the task overrides. */
export function runTask({ ctx, message, input }: Sending): Attempted | Promise<Attempted> {
  const { EcsParameters, Input, InputPath, InputTransformer, Arn } = message.target;
  if (!EcsParameters) return failed("rejected", "The target has no EcsParameters.");
  // An event without input settings contains no overrides, and is ignored.
  const isShaped = (Input ?? InputPath ?? InputTransformer) !== undefined;
  const overrides: Json = isShaped ? JSON.parse(input) : {};
  const startedBy = `events-rule/${message.rule}`;
  return roleCalls.runTask(callerOf(ctx, message), Arn, EcsParameters, { overrides, startedBy });
}

function callerOf(ctx: Context, message: TargetMessage): roleCalls.RoleCaller {
  const sender = senderOf(ctx, message);
  return { ctx, sender: { ...sender, roleArn: sender.roleArn ?? "" }, session: message.rule };
}
