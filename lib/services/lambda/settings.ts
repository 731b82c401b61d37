import type { Context } from "../../runtime/context.js";
import { parseArn, regionalArn } from "../../shared/arn.js";
import { checkEnvironment } from "./environment.js";
import {
  deadLetterFifo,
  deadLetterRegion,
  deadLetterService,
  deprecatedRuntime,
  fileSystemWithoutVpc,
  logLevelOfText,
  runtimeAndHandlerMissing,
  runtimeOfImage,
  timeoutTooLong,
  tooMuchMemory,
} from "./errors/functions.js";
import { layersOf } from "./function-layers.js";
import type {
  CreateFunctionRequest,
  DeadLetterConfig,
  LoggingConfig,
  UpdateFunctionConfigurationRequest,
  VpcConfig,
  VpcConfigResponse,
} from "./generated/types.js";
import { SUPPORTED_RUNTIMES } from "./runtimes.js";
import type { FunctionSettings } from "./state.js";
import { digestOf } from "./text.js";

const LONGEST_TIMEOUT = 900;
const MOST_MEMORY = 10_240;

/** The settings of a new function: as requested, else AWS's defaults. */
export function newSettings(ctx: Context, input: CreateFunctionRequest): FunctionSettings {
  const isImage = input.PackageType === "Image";
  if (!isImage && (input.Runtime === undefined || input.Handler === undefined))
    throw runtimeAndHandlerMissing();
  if (isImage && (input.Runtime ?? input.Handler ?? input.Layers) !== undefined) throw runtimeOfImage();
  const defaults: FunctionSettings = {
    Role: input.Role,
    Description: "",
    Timeout: 3,
    MemorySize: 128,
    TracingConfig: { Mode: "PassThrough" },
    PackageType: input.PackageType ?? "Zip",
    Architectures: input.Architectures ?? ["x86_64"],
    EphemeralStorage: { Size: 512 },
    LoggingConfig: { LogFormat: "Text", LogGroup: `/aws/lambda/${input.FunctionName}` },
    SnapStart: "None",
  };
  const settings = changedSettings(ctx, defaults, input);
  // Only an update to no variables removes the block.
  return input.Environment?.Variables
    ? { ...settings, Environment: { Variables: input.Environment.Variables } }
    : settings;
}

/** The settings after an update; omitted members keep their values. */
export function changedSettings(
  ctx: Context,
  before: FunctionSettings,
  input: Omit<UpdateFunctionConfigurationRequest, "FunctionName">,
): FunctionSettings {
  check(ctx, input);
  const settings: FunctionSettings = {
    ...before,
    Role: input.Role ?? before.Role,
    Handler: input.Handler ?? before.Handler,
    Description: input.Description ?? before.Description,
    Timeout: input.Timeout ?? before.Timeout,
    MemorySize: input.MemorySize ?? before.MemorySize,
    Runtime: input.Runtime ?? before.Runtime,
    TracingConfig: input.TracingConfig?.Mode ? { Mode: input.TracingConfig.Mode } : before.TracingConfig,
    EphemeralStorage: input.EphemeralStorage ?? before.EphemeralStorage,
    SnapStart: input.SnapStart?.ApplyOn ?? before.SnapStart,
    KMSKeyArn: input.KMSKeyArn === undefined ? before.KMSKeyArn : input.KMSKeyArn || undefined,
    DeadLetterConfig: input.DeadLetterConfig ? deadLetter(input.DeadLetterConfig) : before.DeadLetterConfig,
    Environment: input.Environment ? environment(input.Environment.Variables) : before.Environment,
    VpcConfig: input.VpcConfig ? vpc(input.VpcConfig) : before.VpcConfig,
    Layers: input.Layers ? present(layersOf(ctx, input.Layers)) : before.Layers,
    FileSystemConfigs: input.FileSystemConfigs ? present(input.FileSystemConfigs) : before.FileSystemConfigs,
    ImageConfigResponse: input.ImageConfig ? { ImageConfig: input.ImageConfig } : before.ImageConfigResponse,
    LoggingConfig: input.LoggingConfig
      ? logging(before.LoggingConfig, input.LoggingConfig)
      : before.LoggingConfig,
  };
  const accessPoint = settings.FileSystemConfigs?.[0]?.Arn;
  if (accessPoint !== undefined && !settings.VpcConfig?.SubnetIds?.length)
    throw fileSystemWithoutVpc(accessPoint);
  return settings.Runtime === undefined
    ? settings
    : { ...settings, RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(ctx, settings.Runtime) } };
}

/** Validation outside the model. */
function check(ctx: Context, input: Omit<UpdateFunctionConfigurationRequest, "FunctionName">): void {
  if (input.Runtime !== undefined && !SUPPORTED_RUNTIMES.includes(input.Runtime))
    throw deprecatedRuntime(input.Runtime);
  if ((input.Timeout ?? 0) > LONGEST_TIMEOUT) throw timeoutTooLong(input.Timeout ?? 0);
  if ((input.MemorySize ?? 0) > MOST_MEMORY) throw tooMuchMemory();
  checkEnvironment(input.Environment?.Variables ?? {});
  if (input.DeadLetterConfig?.TargetArn) checkDeadLetterTarget(ctx, input.DeadLetterConfig.TargetArn);
}

function checkDeadLetterTarget(ctx: Context, arn: string): void {
  const target = parseArn(arn);
  if (target?.service !== "sqs" && target?.service !== "sns") throw deadLetterService();
  if (target.region !== ctx.region) throw deadLetterRegion();
  if (target.service === "sqs" && target.resource.endsWith(".fifo")) throw deadLetterFifo();
}

function deadLetter({ TargetArn }: DeadLetterConfig): DeadLetterConfig | undefined {
  return TargetArn ? { TargetArn } : undefined;
}

function environment(variables: Record<string, string> = {}) {
  return Object.keys(variables).length > 0 ? { Variables: variables } : undefined;
}

function present<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}

/** Empty lists detach the function from its VPC; the block remains, with an empty `VpcId`. */
function vpc({
  SubnetIds = [],
  SecurityGroupIds = [],
  Ipv6AllowedForDualStack = false,
}: VpcConfig): VpcConfigResponse {
  const [subnet] = SubnetIds;
  const VpcId = subnet === undefined ? "" : `vpc-${digestOf(subnet).slice(0, 17)}`;
  return { SubnetIds, SecurityGroupIds, VpcId, Ipv6AllowedForDualStack };
}

/** JSON logs have levels; text logs do not. */
function logging(before: LoggingConfig, change: LoggingConfig): LoggingConfig {
  const LogFormat = change.LogFormat ?? before.LogFormat;
  const LogGroup = change.LogGroup ?? before.LogGroup;
  if (LogFormat !== "JSON") {
    if ((change.ApplicationLogLevel ?? change.SystemLogLevel) !== undefined) throw logLevelOfText();
    return { LogFormat, LogGroup };
  }
  return {
    LogFormat,
    ApplicationLogLevel: change.ApplicationLogLevel ?? before.ApplicationLogLevel ?? "INFO",
    SystemLogLevel: change.SystemLogLevel ?? before.SystemLogLevel ?? "INFO",
    LogGroup,
  };
}

function runtimeVersionArn(ctx: Context, runtime: string): string {
  return regionalArn("lambda", { account: "", region: ctx.region }, `runtime:${digestOf(runtime)}`);
}
