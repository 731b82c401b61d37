import { defineTable, key } from "../../../runtime/store/store.js";
import type { SettingName } from "../generated/types.js";

/** A setting chosen by a principal, or by the root user for all others. */
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
