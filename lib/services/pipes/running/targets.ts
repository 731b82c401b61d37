import { type Attempted, RECORDED } from "../../../delivery/outcome.js";
import { type CalledOperation, callInRole, type RoleCaller } from "../../../delivery/senders/role-calls.js";
import { type Arn, parseArn } from "../../../shared/arn.js";
import type { PipeRow } from "../state.js";
import { parameterOf } from "./templates.js";

/** An element of a batch for a target that receives one at a time. */
interface Element {
  readonly pipe: PipeRow;
  readonly arn: Arn;
  readonly value: unknown;
  /** JSON. */
  readonly input: string;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

type Call = Omit<CalledOperation, "target">;

/** The call for one element, by the service in the ARN of the target. */
const CALLS: ReadonlyMap<string, (element: Element) => Call> = new Map([
  ["ecs", runTask],
  ["events", putEvents],
  ["logs", putLogEvents],
  [
    "sns",
    ({ pipe, input }: Element) => ({
      service: "sns",
      operation: "Publish",
      input: { TopicArn: pipe.settings.Target, Message: input },
    }),
  ],
  ["sqs", sendMessage],
]);

/**
 * A call of a target that receives a whole batch: a function or a state machine; `undefined` for other
 * targets.
 */
export function sendAll(
  caller: RoleCaller,
  { settings }: PipeRow,
  inputs: readonly string[],
): { readonly input: string; readonly attempt: Attempted | Promise<Attempted> } | undefined {
  const { Target: target, TargetParameters: parameters = {} } = settings;
  const input = `[${inputs.join(",")}]`;
  switch (parseArn(target)?.service) {
    case "lambda": {
      const { InvocationType: type } = parameters.LambdaFunctionParameters ?? {};
      const InvocationType = type === "FIRE_AND_FORGET" ? "Event" : "RequestResponse";
      const request = { FunctionName: target, InvocationType, Payload: input };
      return {
        input,
        attempt: callInRole(caller, { service: "lambda", operation: "Invoke", input: request, target }),
      };
    }
    case "states": {
      const { InvocationType: type } = parameters.StepFunctionStateMachineParameters ?? {};
      const operation = type === "FIRE_AND_FORGET" ? "StartExecution" : "StartSyncExecution";
      const request = { stateMachineArn: target, input };
      return { input, attempt: callInRole(caller, { service: "sfn", operation, input: request, target }) };
    }
    default:
      return undefined;
  }
}

/**
 * Calls a target for each element, in order. If the service is not simulated, the elements are only recorded.
 */
export function sendEach(
  caller: RoleCaller,
  pipe: PipeRow,
  values: readonly unknown[],
  inputs: readonly string[],
): readonly Attempted[] | Promise<readonly Attempted[]> {
  const { Target: target } = pipe.settings;
  const arn = parseArn(target);
  const call = CALLS.get(arn?.service ?? "");
  if (!arn || !call) return inputs.map(() => RECORDED);
  const now = caller.ctx.now();
  const attempts = inputs.map((input, index) =>
    callInRole(caller, { ...call({ pipe, arn, value: values[index], input, now }), target }),
  );
  const done = attempts.flatMap((attempt) => ("then" in attempt ? [] : attempt));
  return done.length < attempts.length
    ? Promise.all(attempts.map((attempt) => Promise.resolve(attempt)))
    : done;
}

function sendMessage({ pipe, arn, value, input }: Element): Call {
  const { MessageGroupId: group, MessageDeduplicationId: deduplication } =
    pipe.settings.TargetParameters?.SqsQueueParameters ?? {};
  return {
    service: "sqs",
    operation: "SendMessage",
    input: {
      QueueUrl: `/${arn.account}/${arn.resource}`,
      MessageBody: input,
      ...(group !== undefined && { MessageGroupId: parameterOf(group, value) }),
      ...(deduplication !== undefined && { MessageDeduplicationId: parameterOf(deduplication, value) }),
    },
  };
}

function putEvents({ pipe, value, input }: Element): Call {
  const { name, settings } = pipe;
  const { DetailType, Source, Resources } = settings.TargetParameters?.EventBridgeEventBusParameters ?? {};
  const entry = {
    EventBusName: settings.Target,
    Source: Source === undefined ? `Pipe ${name}` : parameterOf(Source, value),
    DetailType: DetailType === undefined ? "Event from aws:sqs" : parameterOf(DetailType, value),
    Resources: Resources?.map((resource) => parameterOf(resource, value)),
    Detail: input,
  };
  return { service: "eventbridge", operation: "PutEvents", input: { Entries: [entry] } };
}

function putLogEvents({ pipe, arn, value, input, now }: Element): Call {
  const { LogStreamName } = pipe.settings.TargetParameters?.CloudWatchLogsParameters ?? {};
  return {
    service: "logs",
    operation: "PutLogEvents",
    input: {
      logGroupName: arn.resource.replace(/^log-group:/, "").replace(/:\*$/, ""),
      logStreamName: LogStreamName === undefined ? pipe.name : parameterOf(LogStreamName, value),
      logEvents: [{ timestamp: now, message: input }],
    },
  };
}

function runTask({ pipe }: Element): Call {
  const { name, settings } = pipe;
  const { TaskDefinitionArn, TaskCount, Overrides, ...parameters } =
    settings.TargetParameters?.EcsTaskParameters ?? {};
  return {
    service: "ecs",
    operation: "RunTask",
    input: {
      ...parameters,
      cluster: settings.Target,
      taskDefinition: TaskDefinitionArn,
      count: TaskCount ?? 1,
      overrides: Overrides ?? {},
      startedBy: `pipe/${name}`.slice(0, 36),
    },
  };
}
