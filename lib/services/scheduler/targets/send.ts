import type { Delivery } from "../../../delivery/delivery.js";
import { type Attempted, DELIVERED, failed, RECORDED } from "../../../delivery/outcome.js";
import { receiverOf } from "../../../delivery/receivers.js";
import { denialOf } from "../../../delivery/senders/denials.js";
import { invokeFunction } from "../../../delivery/senders/functions.js";
import { sendToQueue } from "../../../delivery/senders/queues.js";
import {
  callInRole,
  type RoleCaller,
  runTask,
  startExecution,
} from "../../../delivery/senders/role-calls.js";
import { publishToTopic } from "../../../delivery/senders/topics.js";
import type { Context } from "../../../runtime/context.js";
import type { Json } from "../../../runtime/store/codec.js";
import { parseArn } from "../../../shared/arn.js";
import type { InvocationMessage } from "../state.js";
import { defaultEvent, inputOf } from "./input.js";
import { callerOf, queueSender } from "./sender.js";

/** An attempt to invoke a target. */
interface Invocation {
  readonly ctx: Context;
  readonly message: InvocationMessage;
  /** Omitted if the schedule has none. */
  readonly input: string | undefined;
  readonly caller: RoleCaller;
}

type Sender = (invocation: Invocation) => Attempted | Promise<Attempted>;

/** Functions that invoke targets, by the service in the ARN. */
const SENDERS: ReadonlyMap<string, Sender> = new Map<string, Sender>([
  ["ecs", toCluster],
  ["events", toBus],
  ["lambda", toFunction],
  ["scheduler", toOperation],
  [
    "sns",
    ({ ctx, message, input = "", caller }) =>
      publishToTopic(ctx, message.target.Arn, { body: input }, caller.sender),
  ],
  ["sqs", toQueue],
  ["states", ({ message, input = "{}", caller }) => startExecution(caller, message.target.Arn, input)],
]);

/** Tries to invoke a target. Targets of services that are not simulated are recorded. */
export function send(delivery: Delivery<InvocationMessage>, ctx: Context): Attempted | Promise<Attempted> {
  const { message, attempts } = delivery;
  const { service = "" } = receiverOf(ctx, message.target.Arn) ?? {};
  const sender = SENDERS.get(service);
  const input = inputOf(ctx, message, attempts + 1);
  return sender ? sender({ ctx, message, input, caller: callerOf(ctx, delivery) }) : RECORDED;
}

function toFunction({ ctx, message, input, caller }: Invocation): Attempted {
  return invokeFunction(ctx, message.target.Arn, input ?? defaultEvent(ctx, message), caller.sender);
}

function toQueue({ ctx, message, input = "", caller }: Invocation): Attempted {
  const { Arn, SqsParameters } = message.target;
  const { MessageGroupId: groupId } = SqsParameters ?? {};
  return sendToQueue(ctx, Arn, { body: input, groupId }, queueSender(caller));
}

function toBus({ ctx, message, input = "{}", caller }: Invocation): Attempted {
  const { Arn, EventBridgeParameters } = message.target;
  const { eventBuses } = ctx.ports;
  if (!EventBridgeParameters || !eventBuses?.exists(Arn))
    return failed("missing", `The bus ${Arn} does not exist.`);
  const denied = denialOf(ctx, caller.sender, "events:PutEvents", Arn);
  if (denied) return denied;
  const { Source: source, DetailType: detailType } = EventBridgeParameters;
  eventBuses.put(Arn, { source, detailType, resources: [caller.sender.sourceArn], detail: input });
  return DELIVERED;
}

function toCluster({ message, input, caller }: Invocation): Attempted | Promise<Attempted> {
  const { Arn, EcsParameters } = message.target;
  if (!EcsParameters) return failed("rejected", "The target has no EcsParameters.");
  const overrides: Json = input === undefined ? {} : JSON.parse(input);
  const startedBy = `chronos-schedule/${message.name}`;
  return runTask(caller, Arn, EcsParameters, { overrides, startedBy });
}

/**
 * A universal target: any operation of any service, with the input of the schedule.
 *
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
function toOperation({ message, input = "{}", caller }: Invocation): Attempted | Promise<Attempted> {
  const [, service, operation] = parseArn(message.target.Arn)?.resource.split(":") ?? [];
  if (service === undefined || operation === undefined)
    return failed("rejected", `${message.target.Arn} names no operation.`);
  return callInRole(caller, { service, operation, input: JSON.parse(input) });
}
