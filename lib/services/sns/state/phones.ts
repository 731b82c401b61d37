import { defineTable } from "../../../runtime/store/store.js";

/** SMS settings of an account. Key: their name. */
export const SMS_ATTRIBUTES = defineTable<string>({ name: "sns.sms-attributes", key: "name" });

/** Phone numbers that were opted out. */
export const OPTED_OUT = defineTable<true>({ name: "sns.opted-out-numbers", key: "phoneNumber" });

/** A phone number of the sandbox. */
export interface SandboxNumberRow {
  readonly phoneNumber: string;
  readonly status: "Pending" | "Verified";
  /** The one-time password that was sent to it. */
  readonly password: string;
}

export const SANDBOX_NUMBERS = defineTable<SandboxNumberRow>({
  name: "sns.sandbox-numbers",
  key: "phoneNumber",
});
