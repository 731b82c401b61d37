import type { Context } from "../../../runtime/context.js";
import { logText } from "../../../values/foreign-values.js";
import type { Attempt } from "./attempt.js";
import type { ExecutionLog } from "./execution-log.js";
import type { LambdaContext } from "./handler.js";
import { parseClientContext } from "./payload.js";

/** What surrounds a running handler. */
interface Surroundings {
  readonly log: ExecutionLog;
  readonly logStreamName: string;
  readonly signal: AbortSignal;
  /** Simulated time at which the function times out. */
  readonly deadline: number;
}

export function handlerContext(ctx: Context, attempt: Attempt, surroundings: Surroundings): LambdaContext {
  const { target, requestId } = attempt;
  const { log, logStreamName, signal, deadline } = surroundings;
  const logGroupName = target.settings.LoggingConfig.LogGroup ?? `/aws/lambda/${target.name}`;
  return {
    functionName: target.name,
    functionVersion: target.version,
    invokedFunctionArn: target.arn,
    memoryLimitInMB: String(target.settings.MemorySize),
    awsRequestId: requestId,
    logGroupName,
    logStreamName,
    clientContext: parseClientContext(attempt.clientContext),
    env: environmentOf(ctx, attempt, logGroupName, logStreamName),
    attempt: attempt.number,
    signal,
    getRemainingTimeInMillis: () => Math.max(0, deadline - ctx.now()),
    log: (...values) => log.write(values.map(logText).join(" ")),
    sleep: (duration) => ctx.sleep(duration, { signal }),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
function environmentOf(
  ctx: Context,
  { target }: Attempt,
  logGroupName: string,
  logStreamName: string,
): Record<string, string> {
  const { settings } = target;
  return {
    ...settings.Environment?.Variables,
    _HANDLER: settings.Handler ?? "",
    AWS_REGION: ctx.region,
    AWS_DEFAULT_REGION: ctx.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${settings.Runtime ?? "Image"}`,
    AWS_LAMBDA_FUNCTION_NAME: target.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.MemorySize),
    AWS_LAMBDA_FUNCTION_VERSION: target.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    LAMBDA_TASK_ROOT: "/var/task",
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    TZ: ":UTC",
  };
}
