import { createHmac } from "node:crypto";
import type { CredentialScope } from "./scope.js";

/** The key that a day's signatures for one service in one region are made with. */
export function signingKey(secretAccessKey: string, scope: Omit<CredentialScope, "accessKeyId">): Buffer {
  const { date, region, service } = scope;
  return [date, region, service, "aws4_request"].reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`));
}

export function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
