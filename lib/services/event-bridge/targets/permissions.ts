import type { Sender } from "../../../delivery/senders/denials.js";
import type { Context } from "../../../runtime/context.js";
import { ruleArn } from "../rules/lookup.js";
import type { TargetMessage } from "./message.js";

const SERVICE = "events.amazonaws.com";

/**
 * EventBridge on behalf of a rule: in the role of the target, or as service principal for resource policies.
 */
export function senderOf(ctx: Context, { bus, rule, target }: TargetMessage): Sender {
  return {
    service: SERVICE,
    sourceArn: ruleArn(ctx, { bus, name: rule }),
    sourceAccount: ctx.account,
    roleArn: target.RoleArn,
  };
}
