import { createHash } from "node:crypto";
import type { AccountRegion } from "../runtime/scope.js";
import { regionalArn } from "./arn.js";

/** The ARN of a KMS key by its id. */
export function keyArn(at: AccountRegion, keyId: string): string {
  return regionalArn("kms", at, `key/${keyId}`);
}

/**
 * The id of the key of an alias. KMS is not simulated: the id is derived from the alias, and is the same in
 * every run.
 */
export function keyBehind({ account, region }: AccountRegion, alias: string): string {
  const hex = createHash("sha256").update(`${account} ${region} ${alias}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}
