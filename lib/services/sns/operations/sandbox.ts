import type { Context } from "../../../runtime/context.js";
import { deliverDirectly } from "../deliveries/send.js";
import { sandboxNumberNotFound, verificationFailed } from "../errors/mobile.js";
import type {
  CreateSMSSandboxPhoneNumberInput,
  DeleteSMSSandboxPhoneNumberInput,
  GetSMSSandboxAccountStatusInput,
  GetSMSSandboxAccountStatusResult,
  ListOriginationNumbersRequest,
  ListOriginationNumbersResult,
  ListSMSSandboxPhoneNumbersInput,
  ListSMSSandboxPhoneNumbersResult,
  VerifySMSSandboxPhoneNumberInput,
} from "../generated/types.js";
import { sandboxPager } from "../paging.js";
import { checkPhoneNumber } from "../phones/numbers.js";
import { SANDBOX_NUMBERS, type SandboxNumberRow } from "../state/phones.js";

const PASSWORD_DIGITS = 6;

/** Accounts are outside the sandbox, so that messages reach every number. */
export function getSMSSandboxAccountStatus(
  _input: GetSMSSandboxAccountStatusInput,
): GetSMSSandboxAccountStatusResult {
  return { IsInSandbox: false };
}

/** Sends a one-time password to the number. Tests find it in the deliveries. */
export function createSMSSandboxPhoneNumber(input: CreateSMSSandboxPhoneNumberInput, ctx: Context): object {
  const { PhoneNumber: phoneNumber } = input;
  checkPhoneNumber(phoneNumber);
  const password = ctx.ids.digits(PASSWORD_DIGITS);
  ctx.table(SANDBOX_NUMBERS).put(phoneNumber, { phoneNumber, status: "Pending", password });
  deliverDirectly(ctx, "sms", {
    messageId: ctx.ids.uuid(),
    target: phoneNumber,
    message: `Your verification code is ${password}`,
    structured: false,
    subject: undefined,
    attributes: undefined,
    groupId: undefined,
    deduplicationId: undefined,
    sequenceNumber: undefined,
    traceHeader: undefined,
    timestamp: ctx.now(),
    signatureVersion: "1",
  });
  return {};
}

export function verifySMSSandboxPhoneNumber(input: VerifySMSSandboxPhoneNumberInput, ctx: Context): object {
  const row = existingNumber(ctx, input.PhoneNumber);
  if (row.password !== input.OneTimePassword) throw verificationFailed();
  ctx.table(SANDBOX_NUMBERS).put(row.phoneNumber, { ...row, status: "Verified" });
  return {};
}

export function deleteSMSSandboxPhoneNumber(input: DeleteSMSSandboxPhoneNumberInput, ctx: Context): object {
  ctx.table(SANDBOX_NUMBERS).delete(existingNumber(ctx, input.PhoneNumber).phoneNumber);
  return {};
}

export function listSMSSandboxPhoneNumbers(
  input: ListSMSSandboxPhoneNumbersInput,
  ctx: Context,
): ListSMSSandboxPhoneNumbersResult {
  const { items, next } = sandboxPager.rows(input, "sandbox", ctx.table(SANDBOX_NUMBERS));
  const PhoneNumbers = items.map(({ phoneNumber, status }) => ({ PhoneNumber: phoneNumber, Status: status }));
  return { PhoneNumbers, NextToken: next };
}

/** Always empty: origination numbers are bought with another service. */
export function listOriginationNumbers(_input: ListOriginationNumbersRequest): ListOriginationNumbersResult {
  return { PhoneNumbers: [] };
}

/** @throws ResourceNotFound */
function existingNumber(ctx: Context, phoneNumber: string): SandboxNumberRow {
  checkPhoneNumber(phoneNumber);
  const row = ctx.table(SANDBOX_NUMBERS).get(phoneNumber);
  if (!row) throw sandboxNumberNotFound();
  return row;
}
