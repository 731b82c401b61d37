import type { Context } from "../../../runtime/context.js";
import type { IdSource } from "../../../runtime/ids.js";
import { ONLY_ROW } from "../../../runtime/store/store.js";
import { VERSION_SEQUENCES, type VersionSequence } from "../state/objects.js";

/** 64 characters in the order of their codes, so that sequences compare like the encoded numbers. */
const ALPHABET = ".0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const SEQUENCE_LENGTH = 10;
const VERSION_ID_LENGTH = 32;
const CHECK_LENGTH = 4;
const LARGEST = 2 ** 53 - 1;
/** Sequences per millisecond; beyond that they run ahead of the clock. */
export const PER_MILLISECOND = 1024;

/** A sequence before all earlier ones, so that newer versions sort first. */
export function nextSequence(ctx: Context): VersionSequence {
  return encode(LARGEST - nextNumber(ctx));
}

/** A sequence after all earlier ones, for resources that S3 lists oldest first. */
export function nextSequenceAscending(ctx: Context): VersionSequence {
  return encode(nextNumber(ctx));
}

/** A number greater than all earlier ones, which contains the millisecond. */
export function nextNumber(ctx: Context): number {
  const table = ctx.table(VERSION_SEQUENCES);
  const last = Math.max((table.get(ONLY_ROW) ?? 0) + 1, ctx.now() * PER_MILLISECOND);
  table.put(ONLY_ROW, last);
  return last;
}

/**
 * A version id in S3's form, which contains its sequence. Its last characters are a checksum of the others.
 */
export function versionIdAt(sequence: VersionSequence, ids: IdSource): string {
  const text = sequence + ids.text(ALPHABET, VERSION_ID_LENGTH - SEQUENCE_LENGTH - CHECK_LENGTH);
  return text + checkOf(text);
}

/** The sequence in a version id. */
export function sequenceOf(versionId: string): VersionSequence {
  return versionId.slice(0, SEQUENCE_LENGTH);
}

/**
 * Whether S3 may have issued a version id, for this or another object, existing or deleted. S3 can decode its
 * own ids, and rejects all others with "Invalid version id specified".
 */
export function isVersionId(text: string): boolean {
  if (text === "null") return true;
  return /^[\w.]{32}$/.test(text) && text.endsWith(checkOf(text.slice(0, -CHECK_LENGTH)));
}

/** A 24-bit FNV-1a hash. It distinguishes ids from other strings; it is not secret. */
function checkOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return digit(hash >>> 18) + digit(hash >>> 12) + digit(hash >>> 6) + digit(hash);
}

/** Encodes a number of at least 53 bits, six bits per character. */
function encode(number: number): VersionSequence {
  return half(Math.floor(number / 2 ** 30)) + half(number % 2 ** 30);
}

function half(bits: number): string {
  return digit(bits >>> 24) + digit(bits >>> 18) + digit(bits >>> 12) + digit(bits >>> 6) + digit(bits);
}

function digit(bits: number): string {
  return ALPHABET.charAt(bits & 0x3f);
}
