import { Tagging, tagRecord } from "../../../shared/tags.js";
import { tagKeysInvalid, tooManyTags } from "../errors/queues.js";

const LONGEST_KEY = 128;

/** @throws InvalidParameterValue */
export const tagging = new Tagging(tagRecord, {
  tooMany: (_most, queue = "") => tooManyTags(queue),
  check: (key) => checkTagKey(key),
});

/** @throws InvalidParameterValue */
export function checkTagKey(key: string): void {
  if (key === "" || key.length > LONGEST_KEY) throw tagKeysInvalid();
}
