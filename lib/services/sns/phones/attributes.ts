import { smsAttributeInvalid, smsAttributeUnknown } from "../errors/mobile.js";

/** The valid values of SMS settings: https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
const ATTRIBUTES: ReadonlyMap<string, RegExp> = new Map([
  ["MonthlySpendLimit", /^\d{1,9}$/],
  ["DeliveryStatusIAMRole", /^arn:/],
  ["DeliveryStatusSuccessSamplingRate", /^(?:\d|[1-9]\d|100)$/],
  ["DefaultSenderID", /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/],
  ["DefaultSMSType", /^(?:Promotional|Transactional)$/],
  ["UsageReportS3Bucket", /./],
]);

/** @throws InvalidParameter for a setting that does not exist, or a value that it does not accept */
export function checkAttribute(name: string, value: string): void {
  const accepted = ATTRIBUTES.get(name);
  if (!accepted) throw smsAttributeUnknown(name);
  if (accepted.test(value)) return;
  // AWS misspells it.
  throw name === "DefaultSenderID" ? smsAttributeUnknown("DefaultSendID") : smsAttributeInvalid(name);
}
