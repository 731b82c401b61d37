import { createHmac } from "node:crypto";
import type { CredentialScope } from "./scope.js";

/** The signing key of a day, region and service. */
export function signingKey(secretAccessKey: string, scope: Omit<CredentialScope, "accessKeyId">): Buffer {
  const { date, region, service } = scope;
  return [date, region, service, "aws4_request"].reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`));
}

export function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
