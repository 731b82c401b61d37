import { defineTable, key } from "../../../runtime/store/store.js";
import type { SettingName } from "../generated/types.js";

/** A setting that a principal, or the root of the account for all others, has chosen. */
export interface AccountSettingRow {
  readonly name: SettingName;
  readonly value: string;
  readonly principalArn: string;
}

/** Settings by {@link accountSettingKey}. ECS keeps them per region. */
export const ACCOUNT_SETTINGS = defineTable<AccountSettingRow>({
  name: "ecs.account-settings",
  key: ["principalArn", "name"],
});

export function accountSettingKey(principalArn: string, name: SettingName): string {
  return key(principalArn, name);
}
