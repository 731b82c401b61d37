import { promisedChecksum } from "../checksums/request.js";
import { lockNeedsChecksum } from "../errors/protection.js";
import type { PutObjectRequest } from "../generated/types.js";
import { asksForLock, checkLockPair } from "./lock.js";

/** @throws InvalidArgument for half a retention, InvalidRequest for content to lock without a digest. */
export function checkLockDigest(input: PutObjectRequest): void {
  checkLockPair(input);
  if (!asksForLock(input) || input.ContentMD5 !== undefined) return;
  if (promisedChecksum(input) === undefined) throw lockNeedsChecksum();
}
