import { promisedChecksum } from "../checksums/request.js";
import { lockNeedsChecksum } from "../errors/lock.js";
import type { PutObjectRequest } from "../generated/types.js";
import { asksForLock } from "./lock.js";

/** @throws InvalidRequest for content that is to be locked and comes without a digest. */
export function checkLockDigest(input: PutObjectRequest): void {
  if (!asksForLock(input) || input.ContentMD5 !== undefined) return;
  if (promisedChecksum(input) === undefined) throw lockNeedsChecksum();
}
