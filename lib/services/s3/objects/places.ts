import type { Context } from "../../../core/context.js";
import type { IdSource } from "../../../core/ids.js";
import { PLACES, type Place } from "../state/objects.js";

/** 64 characters in the order of their codes, so that places compare as the numbers in them. */
const ALPHABET = ".0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const PLACE_LENGTH = 10;
const VERSION_ID_LENGTH = 32;
const CHECK_LENGTH = 4;
const LARGEST = 2 ** 53 - 1;
/** Places that one millisecond has room for; beyond, they run ahead of the clock. */
const PER_MILLISECOND = 1024;

/** A place before all that were given out: what is written later sorts first. */
export function nextPlace(ctx: Context): Place {
  return encode(LARGEST - nextNumber(ctx));
}

/** A place behind all that this gave out: for what S3 lists oldest first. */
export function nextPlaceBehind(ctx: Context): Place {
  return encode(nextNumber(ctx));
}

function nextNumber(ctx: Context): number {
  const table = ctx.table(PLACES);
  const last = Math.max((table.get("last") ?? 0) + 1, ctx.now() * PER_MILLISECOND);
  table.put("last", last);
  return last;
}

/** A version id in S3's form, which contains its place. Its last characters are computed from the others. */
export function versionIdAt(place: Place, ids: IdSource): string {
  const text = place + ids.text(ALPHABET, VERSION_ID_LENGTH - PLACE_LENGTH - CHECK_LENGTH);
  return text + checkOf(text);
}

/** The place that a version id contains. */
export function placeOf(versionId: string): Place {
  return versionId.slice(0, PLACE_LENGTH);
}

/**
 * Whether S3 may have issued a version id, be it of this object or another,
 * there or deleted. S3 can decode its own ids, and rejects all others with
 * "Invalid version id specified".
 */
export function isVersionId(text: string): boolean {
  if (text === "null") return true;
  return /^[\w.]{32}$/.test(text) && text.endsWith(checkOf(text.slice(0, -CHECK_LENGTH)));
}

/** A 24-bit FNV-1a hash. It has to tell ids from other strings, not to be secret. */
function checkOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return digit(hash >>> 18) + digit(hash >>> 12) + digit(hash >>> 6) + digit(hash);
}

/** Its 53 bits and more, six to a character. */
function encode(number: number): Place {
  return half(Math.floor(number / 2 ** 30)) + half(number % 2 ** 30);
}

function half(bits: number): string {
  return digit(bits >>> 24) + digit(bits >>> 18) + digit(bits >>> 12) + digit(bits >>> 6) + digit(bits);
}

function digit(bits: number): string {
  return ALPHABET.charAt(bits & 0x3f);
}
