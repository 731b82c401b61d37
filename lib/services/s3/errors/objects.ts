import type { AwsError } from "../../../core/errors.js";
import { refusal } from "./refusal.js";

export function noSuchKey(Key: string): AwsError {
  return refusal(404, "NoSuchKey", "The specified key does not exist.", { Key });
}

export function noSuchVersion(Key: string, VersionId: string): AwsError {
  return refusal(404, "NoSuchVersion", "The specified version does not exist.", { Key, VersionId });
}

export function keyTooLong(Size: number): AwsError {
  return refusal(400, "KeyTooLongError", "Your key is too long", { Size, MaxSizeAllowed: 1024 });
}
