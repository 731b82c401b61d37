import type { Order } from "../../../delivery/delivery.js";
import { type DeliveryKind, defineDelivery, deliver } from "../../../delivery/engine.js";
import { retriesOfTarget } from "../../../delivery/retries.js";
import type { Context } from "../../../runtime/context.js";
import { ruleArn } from "../rules/lookup.js";
import { DELIVERIES, PENDING_DELIVERIES } from "../state/events.js";
import type { RuleRow } from "../state/rules.js";
import { replaceRejectedToken } from "./api-destinations.js";
import { sendToDeadLetterQueue } from "./dead-letters.js";
import { waitFor } from "./invocation-rates.js";
import { TARGET_DELIVERY, type TargetMessage } from "./message.js";
import { sendToTarget } from "./send.js";

/** Timeout of API destinations. */
const TIMEOUT = 5_000;

/** Sends events to the targets of rules. */
export const TARGET_DELIVERIES: DeliveryKind<TargetMessage> = defineDelivery<TargetMessage>({
  name: TARGET_DELIVERY,
  underWay: PENDING_DELIVERIES,
  records: DELIVERIES,
  delay: "delivery",
  attempt: sendToTarget,
  timeout: () => TIMEOUT,
  sendToDeadLetterQueue,
  attempted: replaceRejectedToken,
});

/** Sends an event to the targets of a rule. */
export function sendToTargets(
  ctx: Context,
  rule: RuleRow,
  event: Omit<TargetMessage, "bus" | "rule" | "target">,
): void {
  const source = ruleArn(ctx, rule);
  const orders = rule.targets.map((target): Order<TargetMessage> => {
    const message = { bus: rule.bus, rule: rule.name, target, ...event };
    const { Arn: deadLetterTarget } = target.DeadLetterConfig ?? {};
    const retries = retriesOfTarget(target.RetryPolicy);
    const wait = waitFor(ctx, target.Arn);
    return { source, target: target.Arn, message, retries, deadLetterTarget, wait };
  });
  deliver(ctx, TARGET_DELIVERIES, orders);
}
