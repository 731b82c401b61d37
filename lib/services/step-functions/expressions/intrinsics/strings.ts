import { createHash } from "node:crypto";
import type { Json } from "../../../../runtime/store/codec.js";
import { parseJson } from "../../json/parse.js";
import { type Arguments, IntrinsicFailure } from "./arguments.js";

/** Maximum length of the arguments of Base64 and hash functions. */
const MOST_CHARACTERS = 10_000;

/** `States.StringToJson(text)`. */
export function stringToJson(args: Arguments): Json {
  args.count(1);
  const parsed = parseJson(args.string(0));
  if ("problem" in parsed) throw new IntrinsicFailure(parsed.problem.message);
  return parsed.value;
}

/** `States.JsonToString(value)`. */
export function jsonToString(args: Arguments): string {
  args.count(1);
  return JSON.stringify(args.any(0));
}

/** `States.Base64Encode(text)`, of the UTF-8 bytes. */
export function base64Encode(args: Arguments): string {
  args.count(1);
  return Buffer.from(args.string(0, MOST_CHARACTERS)).toString("base64");
}

/** `States.Base64Decode(text)`. */
export function base64Decode(args: Arguments): string {
  args.count(1);
  const text = args.string(0, MOST_CHARACTERS);
  // Node ignores invalid Base64 characters.
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.replace(/=+$/, "").length % 4 === 1) {
    throw new IntrinsicFailure("The argument is not Base64");
  }
  return Buffer.from(text, "base64").toString();
}

/** `States.Hash(text, algorithm)`, hexadecimal. */
export function hash(args: Arguments): string {
  args.count(2);
  const algorithm = ALGORITHMS.get(args.string(1));
  if (algorithm === undefined) {
    throw new IntrinsicFailure(`The algorithm must be one of ${[...ALGORITHMS.keys()].join(", ")}`);
  }
  return createHash(algorithm).update(args.string(0, MOST_CHARACTERS)).digest("hex");
}

/** AWS's names of hash algorithms, with Node's names. */
export const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ["MD5", "md5"],
  ["SHA-1", "sha1"],
  ["SHA-256", "sha256"],
  ["SHA-384", "sha384"],
  ["SHA-512", "sha512"],
]);

/**
 * `States.StringSplit(text, delimiters)`: every character of the second is a delimiter; empty parts are
 * dropped.
 */
export function stringSplit(args: Arguments): Json {
  args.count(2);
  const delimiters = new Set(args.string(1));
  const parts: string[] = [];
  let part = "";
  for (const character of args.string(0)) {
    if (!delimiters.has(character)) {
      part += character;
      continue;
    }
    if (part !== "") parts.push(part);
    part = "";
  }
  if (part !== "") parts.push(part);
  return parts;
}
