import type { Context } from "../../runtime/context.js";
import { rootArn } from "../../shared/arn.js";
import { invalidParameter } from "./errors.js";
import type { Setting, SettingName } from "./generated/types.js";
import { ACCOUNT_SETTINGS, accountSettingKey } from "./state/account-settings.js";

interface SettingRule {
  readonly values: readonly string[];
  readonly byDefault: string;
}

const SWITCH = ["enabled", "disabled"] as const;

/** Every setting with its values and AWS's default (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html). */
const RULES: Readonly<Record<SettingName, SettingRule>> = {
  serviceLongArnFormat: { values: SWITCH, byDefault: "enabled" },
  taskLongArnFormat: { values: SWITCH, byDefault: "enabled" },
  containerInstanceLongArnFormat: { values: SWITCH, byDefault: "enabled" },
  awsvpcTrunking: { values: SWITCH, byDefault: "disabled" },
  containerInsights: { values: [...SWITCH, "enhanced"], byDefault: "disabled" },
  fargateFIPSMode: { values: SWITCH, byDefault: "disabled" },
  tagResourceAuthorization: { values: ["on", "off"], byDefault: "on" },
  fargateTaskRetirementWaitPeriod: { values: ["0", "7", "14"], byDefault: "7" },
  guardDutyActivate: { values: ["on", "off"], byDefault: "off" },
  defaultLogDriverMode: { values: ["blocking", "non-blocking"], byDefault: "non-blocking" },
  fargateEventWindows: { values: SWITCH, byDefault: "disabled" },
};

/** All names in the order of listings. */
export const SETTING_NAMES: readonly SettingName[] = (Object.keys(RULES) as SettingName[]).sort(); // RULES has no other keys

/** @throws InvalidParameterException for a value that the setting does not take, or one that only AWS sets. */
export function checkSetting(name: SettingName, value: string): void {
  if (name === "guardDutyActivate") {
    throw invalidParameter(
      "The guardDutyActivate account setting is managed by Amazon GuardDuty and cannot be changed.",
    );
  }
  if (RULES[name].values.includes(value)) return;
  throw invalidParameter(
    `Invalid value for the account setting ${name}. Use one of: ${RULES[name].values.join(", ")}.`,
  );
}

/** The effective setting of a principal: its own, else that of the root user, else AWS's default. */
export function effectiveSetting(ctx: Context, name: SettingName, principalArn = ctx.caller.arn): Setting {
  const table = ctx.table(ACCOUNT_SETTINGS);
  const row =
    table.get(accountSettingKey(principalArn, name)) ?? table.get(accountSettingKey(rootArn(ctx), name));
  return describeSetting(row ?? { name, value: RULES[name].byDefault, principalArn: rootArn(ctx) });
}

/** The effective value for the caller. */
export function effectiveValue(ctx: Context, name: SettingName): string {
  return effectiveSetting(ctx, name).value ?? RULES[name].byDefault;
}

/** A setting as responses have it. */
export function describeSetting(setting: Setting): Setting {
  return { ...setting, type: setting.name === "guardDutyActivate" ? "aws_managed" : "user" };
}
