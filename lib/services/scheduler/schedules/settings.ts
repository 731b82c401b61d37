import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import {
  endsBeforeStart,
  invalidExpression,
  invalidTarget,
  invalidTimezone,
  parametersMissing,
  roleNotAssumable,
  windowMissing,
  windowUnwanted,
} from "../errors.js";
import type { CreateScheduleInput, Target } from "../generated/types.js";
import type { ScheduleSettings } from "../state.js";
import { SERVICE } from "../targets/sender.js";
import { expressionOf, zoneOf } from "./timing.js";

const RETRIES = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };

/**
 * The validated settings of a request, with defaults. They are a literal, since each invocation reads them: the
 * V8 of Node.js 20 makes a hidden class for each object that is cloned with more members.
 *
 * @throws ValidationException
 */
export function settingsOf(ctx: Context, input: CreateScheduleInput): ScheduleSettings {
  const settings: ScheduleSettings = {
    ActionAfterCompletion: input.ActionAfterCompletion ?? "NONE",
    Description: input.Description,
    EndDate: input.EndDate,
    FlexibleTimeWindow: input.FlexibleTimeWindow,
    KmsKeyArn: input.KmsKeyArn,
    ScheduleExpression: input.ScheduleExpression,
    ScheduleExpressionTimezone: input.ScheduleExpressionTimezone ?? "UTC",
    StartDate: input.StartDate,
    State: input.State ?? "ENABLED",
    Target: withRetries(input.Target),
  };
  checkTiming(ctx, settings);
  checkTarget(ctx, settings.Target);
  return settings;
}

function withRetries(target: Target): Target {
  return Object.assign({}, target, { RetryPolicy: { ...RETRIES, ...target.RetryPolicy } });
}

function checkTiming(ctx: Context, settings: ScheduleSettings): void {
  const { ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, StartDate, EndDate } = settings;
  if (!expressionOf(ctx, ScheduleExpression)) throw invalidExpression(ScheduleExpression);
  if (!zoneOf(ctx, ScheduleExpressionTimezone)) throw invalidTimezone(ScheduleExpressionTimezone);
  const { Mode, MaximumWindowInMinutes } = FlexibleTimeWindow;
  if (Mode === "FLEXIBLE" && MaximumWindowInMinutes === undefined) throw windowMissing();
  if (Mode === "OFF" && MaximumWindowInMinutes !== undefined) throw windowUnwanted();
  if (StartDate && EndDate && StartDate >= EndDate) throw endsBeforeStart();
}

function checkTarget(
  ctx: Context,
  { Arn, RoleArn, EcsParameters, EventBridgeParameters, SqsParameters }: Target,
) {
  const { service, resource = "" } = parseArn(Arn) ?? {};
  if (service === undefined) throw invalidTarget(Arn);
  if (service === "ecs" && !EcsParameters) throw parametersMissing("EcsParameters", Arn);
  if (service === "events" && !EventBridgeParameters) throw parametersMissing("EventBridgeParameters", Arn);
  if (service === "sqs" && resource.endsWith(".fifo") && !SqsParameters)
    throw parametersMissing("SqsParameters", Arn);
  const assume = { action: "sts:AssumeRole", resource: RoleArn, trust: true } as const;
  const scheduler = { service: SERVICE, sourceArn: ctx.arn("schedule/*"), sourceAccount: ctx.account };
  if (ctx.denialOfService(scheduler, assume)) throw roleNotAssumable();
}
