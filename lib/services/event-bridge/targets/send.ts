import type { Delivery } from "../../../delivery/delivery.js";
import { type Attempted, failed, RECORDED } from "../../../delivery/outcome.js";
import { receiverOf } from "../../../delivery/receivers.js";
import { invokeFunction } from "../../../delivery/senders/functions.js";
import { writeToLogGroup } from "../../../delivery/senders/log-groups.js";
import { sendToQueue } from "../../../delivery/senders/queues.js";
import { publishToTopic } from "../../../delivery/senders/topics.js";
import type { Context } from "../../../runtime/context.js";
import type { Arn } from "../../../shared/arn.js";
import { callApiDestination } from "./api-destinations.js";
import { sendToBus } from "./buses.js";
import { inputOf } from "./input.js";
import type { Sending, TargetMessage } from "./message.js";
import { runTask, startExecution } from "./operations.js";
import { senderOf } from "./permissions.js";

type Sender = (sending: Sending) => Attempted | Promise<Attempted>;

/** Functions that send events to the resources of a service, by the service in the ARN. */
const SENDERS: ReadonlyMap<string, Sender> = new Map<string, Sender>([
  ["ecs", runTask],
  [
    "lambda",
    ({ ctx, message, input }) => invokeFunction(ctx, message.target.Arn, input, senderOf(ctx, message)),
  ],
  ["logs", toLogGroup],
  [
    "sns",
    ({ ctx, message, input }) =>
      publishToTopic(ctx, message.target.Arn, { body: input }, senderOf(ctx, message)),
  ],
  ["sqs", toQueue],
  ["states", startExecution],
]);

/**
 * Sends an event to a target. If the service is not simulated, the delivery is only recorded in
 * `sim.eventBridge.events()`.
 */
export function sendToTarget(
  { message, number }: Delivery<TargetMessage>,
  ctx: Context,
): Attempted | Promise<Attempted> {
  const arn = receiverOf(ctx, message.target.Arn);
  if (arn?.service === "events" && arn.resource.startsWith("event-bus/")) return sendToBus(ctx, message);
  const { bus, rule, target, json, ingested } = message;
  const input = inputOf(target, { ctx, rule: { bus, name: rule }, json, ingested });
  if (input === undefined) return failed("rejected", "The input is not JSON.", { code: "INVALID_JSON" });
  return senderFor(arn)({ ctx, message, input, number });
}

function senderFor(arn: Arn | undefined): Sender {
  if (arn?.service === "events" && arn.resource.startsWith("api-destination/")) return callApiDestination;
  return SENDERS.get(arn?.service ?? "") ?? (() => RECORDED);
}

function toLogGroup({ ctx, message, input }: Sending): Attempted {
  const event = { stream: ctx.ids.uuid(), message: input };
  return writeToLogGroup(ctx, message.target.Arn, event, senderOf(ctx, message));
}

function toQueue({ ctx, message, input }: Sending): Attempted {
  const { target, traceHeader } = message;
  const { MessageGroupId: groupId } = target.SqsParameters ?? {};
  const { service, sourceArn, sourceAccount, roleArn } = senderOf(ctx, message);
  const sender = { service, sourceArn, sourceAccount, roleArn, id: ctx.account };
  return sendToQueue(ctx, target.Arn, { body: input, groupId, traceHeader }, sender);
}
