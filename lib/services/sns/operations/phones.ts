import type { Context } from "../../../runtime/context.js";
import type {
  CheckIfPhoneNumberIsOptedOutInput,
  CheckIfPhoneNumberIsOptedOutResponse,
  GetSMSAttributesInput,
  GetSMSAttributesResponse,
  ListPhoneNumbersOptedOutInput,
  ListPhoneNumbersOptedOutResponse,
  OptInPhoneNumberInput,
  SetSMSAttributesInput,
} from "../generated/types.js";
import { phonePager } from "../paging.js";
import { checkAttribute } from "../phones/attributes.js";
import { checkPhoneNumber } from "../phones/numbers.js";
import { OPTED_OUT, SMS_ATTRIBUTES } from "../state/phones.js";

/** The settings of an account without settings of its own. */
const DEFAULTS: ReadonlyMap<string, string> = new Map([["MonthlySpendLimit", "1"]]);

export function setSMSAttributes(input: SetSMSAttributesInput, ctx: Context): object {
  const entries = Object.entries(input.attributes);
  for (const [name, value] of entries) checkAttribute(name, value);
  for (const [name, value] of entries) ctx.table(SMS_ATTRIBUTES).put(name, value);
  return {};
}

export function getSMSAttributes(input: GetSMSAttributesInput, ctx: Context): GetSMSAttributesResponse {
  const all = new Map([...DEFAULTS, ...ctx.table(SMS_ATTRIBUTES).range()]);
  const wanted = input.attributes ?? [];
  const shown = [...all].filter(([name]) => wanted.length === 0 || wanted.includes(name));
  return { attributes: Object.fromEntries(shown) };
}

export function checkIfPhoneNumberIsOptedOut(
  { phoneNumber }: CheckIfPhoneNumberIsOptedOutInput,
  ctx: Context,
): CheckIfPhoneNumberIsOptedOutResponse {
  checkPhoneNumber(phoneNumber);
  return { isOptedOut: ctx.table(OPTED_OUT).has(phoneNumber) };
}

export function listPhoneNumbersOptedOut(
  input: ListPhoneNumbersOptedOutInput,
  ctx: Context,
): ListPhoneNumbersOptedOutResponse {
  const numbers = Array.from(ctx.table(OPTED_OUT).range(), ([number]) => number);
  const { items, next } = phonePager.list(input, "opted-out", numbers, (number) => number);
  return { phoneNumbers: items, nextToken: next };
}

export function optInPhoneNumber({ phoneNumber }: OptInPhoneNumberInput, ctx: Context): object {
  checkPhoneNumber(phoneNumber);
  ctx.table(OPTED_OUT).delete(phoneNumber);
  return {};
}
