import { key as joined, keyEnd } from "../../../runtime/store/store.js";
import { keyTooLong } from "../errors/objects.js";

/** The longest key, in bytes of UTF-8. */
export const MAX_KEY_BYTES = 1024;

/** @throws KeyTooLongError */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size > MAX_KEY_BYTES) throw keyTooLong(size);
}

/**
 * The store compares texts by UTF-16 code unit, S3 by UTF-8 byte. The two
 * differ only where surrogates meet U+E000 to U+FFFF: those are swapped here,
 * so that a key that has none is what it is.
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

/** A text behind those of all keys that begin with `prefix`: no sortable key has this unit. */
export function behindPrefix(bucket: string, prefix: string): string {
  return `${objectKey(bucket, prefix)}\uffff`;
}

/** A text behind those of a key and of all its versions, and before those of every later key. */
export function behindKey(bucket: string, key: string): string {
  return keyEnd(objectKey(bucket, key));
}
