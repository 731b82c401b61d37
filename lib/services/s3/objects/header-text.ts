import { unsendableHeader } from "../errors/requests.js";

/**
 * Strings in HTTP headers. Node decodes the bytes of a header as Latin-1; users send UTF-8, or the encoded
 * words of RFC 2047.
 */

const PLAIN = /^[\x20-\x7e]*$/;
const BEYOND_LATIN1 = /[\u0100-\uffff]/;
const SENDABLE = /^[\t\x20-\x7e\x80-\xff]*$/;
const ENCODED_WORD = /=\?([\w-]+)\?([QqBb])\?([^?\s]*)\?=/g;

/** Decodes a user's string in a header. */
export function fromHeader(text: string): string {
  if (PLAIN.test(text)) return text.includes("=?") ? decodeWords(text) : text;
  return decodeUtf8(text) ?? text;
}

/**
 * Encodes a string from another source, such as a form field, as Node would decode it from a header;
 * {@link fromHeader} is the inverse.
 */
export function asIfReceived(text: string): string {
  if (PLAIN.test(text)) return text.includes("=?") ? encodeBase64(text) : text;
  return utf8AsLatin1(text);
}

/** A string that Node sends, as Latin-1, with the bytes of its UTF-8 form. */
export function utf8AsLatin1(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** Encodes a user's string as S3 sends it: by RFC 2047 if it is not ASCII. */
export function toHeader(text: string): string {
  if (PLAIN.test(text)) return text;
  const characters = [...text];
  const foreign = characters.filter((character) => !PLAIN.test(character)).length;
  return foreign * 2 > characters.length ? encodeBase64(text) : encodeQuoted(text);
}

/** Whether a string can be a header value; control characters cannot be sent. */
export function isSendable(text: string): boolean {
  return SENDABLE.test(text);
}

/**
 * A string that Node sends with the bytes of its UTF-8 form.
 *
 * @throws InvalidArgument for control characters, which forms and URLs may contain
 */
export function asLatin1(text: string, header: string): string {
  if (SENDABLE.test(text)) return text;
  const sent = utf8AsLatin1(text);
  if (!SENDABLE.test(sent)) throw unsendableHeader(header, text);
  return sent;
}

function decodeUtf8(latin1: string): string | undefined {
  if (BEYOND_LATIN1.test(latin1)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(latin1, "latin1"));
  } catch {
    return undefined;
  }
}

/** Whitespace between two encoded words is not part of the string. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(ENCODED_WORD, (word, charset: string, kind: string, body: string) => {
      const bytes = kind.toUpperCase() === "B" ? Buffer.from(body, "base64") : unquoted(body);
      return /^utf-?8$/i.test(charset)
        ? bytes.toString("utf8")
        : /^(?:iso-8859-1|us-ascii)$/i.test(charset)
          ? bytes.toString("latin1")
          : word;
    });
}

function unquoted(text: string): Buffer {
  const latin1 = text
    .replaceAll("_", " ")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(latin1, "latin1");
}

function encodeBase64(text: string): string {
  return `=?UTF-8?B?${Buffer.from(text, "utf8").toString("base64")}?=`;
}

function encodeQuoted(text: string): string {
  const quoted = Array.from(Buffer.from(text, "utf8"), quotedByte).join("");
  return `=?UTF-8?Q?${quoted}?=`;
}

function quotedByte(byte: number): string {
  if (byte === 0x20) return "_";
  const character = String.fromCharCode(byte);
  // S3 also keeps "%", which RFC 2047 allows.
  if (/[A-Za-z0-9!*+\-/.,:;@()%]/.test(character)) return character;
  return `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}
