import { phoneNumberMalformed } from "../errors/mobile.js";

/** E.164. */
const PHONE_NUMBER = /^\+?[1-9]\d{4,14}$/;

export function isPhoneNumber(text: string): boolean {
  return PHONE_NUMBER.test(text);
}

/** @throws InvalidParameter */
export function checkPhoneNumber(text: string): void {
  if (!isPhoneNumber(text)) throw phoneNumberMalformed();
}
