import type { Context } from "../../../runtime/context.js";
import type { ActingRole, HandlerClientConfig } from "../../../runtime/ports/clients.js";
import { logText } from "../../../values/foreign-values.js";
import type { Attempt } from "./attempt.js";
import type { ExecutionLog } from "./execution-log.js";
import type { LambdaContext } from "./handler.js";
import { parseClientContext } from "./payload.js";
import type { TimeLimit } from "./time-limit.js";

/** The invocation data of a running handler. */
interface Surroundings {
  readonly log: ExecutionLog;
  readonly logStreamName: string;
  readonly limit: TimeLimit;
}

export function handlerContext(ctx: Context, attempt: Attempt, surroundings: Surroundings): LambdaContext {
  const { target, requestId } = attempt;
  const { log, logStreamName, limit } = surroundings;
  const logGroupName = target.settings.LoggingConfig.LogGroup ?? `/aws/lambda/${target.name}`;
  let env: Record<string, string> | undefined;
  return {
    functionName: target.name,
    functionVersion: target.version,
    invokedFunctionArn: target.arn,
    memoryLimitInMB: String(target.settings.MemorySize),
    awsRequestId: requestId,
    logGroupName,
    logStreamName,
    clientContext: parseClientContext(attempt.clientContext),
    get env() {
      env ??= environmentOf(ctx, attempt, logGroupName, logStreamName);
      return env;
    },
    clientConfig: () => clientConfigOf(ctx, attempt),
    attempt: attempt.number,
    get signal() {
      return limit.signal;
    },
    getRemainingTimeInMillis: () => limit.remaining,
    log: (...values) => log.write(values.map(logText).join(" ")),
    sleep: (duration) => ctx.sleep(duration, { signal: limit.signal }),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
function environmentOf(
  ctx: Context,
  attempt: Attempt,
  logGroupName: string,
  logStreamName: string,
): Record<string, string> {
  const { target } = attempt;
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
    ...ctx.ports.clients?.environment(actingRole(ctx, attempt)),
  };
}

function clientConfigOf(ctx: Context, attempt: Attempt): HandlerClientConfig {
  const config = ctx.ports.clients?.config(actingRole(ctx, attempt));
  if (!config) throw new Error("This simulator makes no clients.");
  return config;
}

/** A function that was not created has no role. */
function actingRole({ account, region }: Context, { target, requestId }: Attempt): ActingRole {
  const { name, settings } = target;
  const role = settings.Role === "" ? undefined : settings.Role;
  return { account, region, role, session: name, cause: requestId };
}
