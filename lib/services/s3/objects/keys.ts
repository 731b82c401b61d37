import { key as joined, keyEnd } from "../../../runtime/store/store.js";
import { keyTooLong } from "../errors/objects.js";

/** Maximum key length in bytes of UTF-8. */
export const MAX_KEY_BYTES = 1024;

/** @throws KeyTooLongError */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size > MAX_KEY_BYTES) throw keyTooLong(size);
}

/**
 * The store compares strings by UTF-16 code unit, S3 by UTF-8 byte. They differ only between surrogates and
 * U+E000 to U+FFFF, which are swapped here. A key without these is unchanged.
 */
function sortable(key: string): string {
  if (!/[\ud800-\uffff]/.test(key)) return key;
  let text = "";
  for (let i = 0; i < key.length; i++) text += sortableUnit(key.charCodeAt(i));
  return text;
}

function sortableUnit(unit: number): string {
  return String.fromCharCode(unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);
}

/** The key of an object in the object tables. */
export function objectKey(bucket: string, key: string): string {
  return joined(bucket, sortable(key));
}

/** A string after all keys that start with `prefix`: no sortable key has this code unit. */
export function behindPrefix(bucket: string, prefix: string): string {
  return `${objectKey(bucket, prefix)}\uffff`;
}

/** A string after a key and all its versions, and before every later key. */
export function behindKey(bucket: string, key: string): string {
  return keyEnd(objectKey(bucket, key));
}
