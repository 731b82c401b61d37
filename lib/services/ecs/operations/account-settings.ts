import type { Context } from "../../../runtime/context.js";
import { rootArn } from "../../../shared/arn.js";
import { checkSetting, describeSetting, effectiveSetting, SETTING_NAMES } from "../account-settings.js";
import { invalidParameter } from "../errors.js";
import type {
  DeleteAccountSettingRequest,
  DeleteAccountSettingResponse,
  ListAccountSettingsRequest,
  ListAccountSettingsResponse,
  PutAccountSettingDefaultRequest,
  PutAccountSettingDefaultResponse,
  PutAccountSettingRequest,
  PutAccountSettingResponse,
  Setting,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { ACCOUNT_SETTINGS, type AccountSettingRow, accountSettingKey } from "../state/account-settings.js";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html */
export function putAccountSetting(input: PutAccountSettingRequest, ctx: Context): PutAccountSettingResponse {
  return { setting: saved(ctx, { ...input, principalArn: input.principalArn ?? ctx.caller.arn }) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSettingDefault.html */
export function putAccountSettingDefault(
  input: PutAccountSettingDefaultRequest,
  ctx: Context,
): PutAccountSettingDefaultResponse {
  return { setting: saved(ctx, { ...input, principalArn: rootArn(ctx) }) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAccountSettings.html */
export function listAccountSettings(
  input: ListAccountSettingsRequest,
  ctx: Context,
): ListAccountSettingsResponse {
  const principal = input.principalArn ?? ctx.caller.arn;
  if (input.value !== undefined && input.name === undefined) {
    throw invalidParameter("You must specify an account setting name to use the value filter.");
  }
  const { items, next } = pager.page(input, {
    name: "ListAccountSettings",
    size: 10,
    after: (position) => settingsAfter(ctx, input, principal, position),
    position: (setting) => setting.name ?? "",
  });
  return { settings: items, nextToken: next };
}

/**
 * The response has the setting that is now effective.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteAccountSetting.html
 */
export function deleteAccountSetting(
  input: DeleteAccountSettingRequest,
  ctx: Context,
): DeleteAccountSettingResponse {
  const principalArn = input.principalArn ?? ctx.caller.arn;
  ctx.table(ACCOUNT_SETTINGS).delete(accountSettingKey(principalArn, input.name));
  return { setting: { ...effectiveSetting(ctx, input.name, principalArn), principalArn } };
}

function saved(ctx: Context, { name, value, principalArn }: AccountSettingRow): Setting {
  checkSetting(name, value);
  ctx.table(ACCOUNT_SETTINGS).put(accountSettingKey(principalArn, name), { name, value, principalArn });
  return describeSetting({ name, value, principalArn });
}

function* settingsAfter(
  ctx: Context,
  { name, value, effectiveSettings }: ListAccountSettingsRequest,
  principal: string,
  after: string | undefined,
): Generator<Setting> {
  for (const candidate of name === undefined ? SETTING_NAMES : [name]) {
    if (after !== undefined && candidate <= after) continue;
    const own = ctx.table(ACCOUNT_SETTINGS).get(accountSettingKey(principal, candidate));
    const setting = effectiveSettings
      ? effectiveSetting(ctx, candidate, principal)
      : own && describeSetting(own);
    if (setting && (value === undefined || setting.value === value)) yield setting;
  }
}
