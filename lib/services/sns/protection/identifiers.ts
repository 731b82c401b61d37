import { isIP } from "node:net";
import { linearRegExp } from "../../../text/linear-regexp.js";

/** The position of a match in a message; `end` is exclusive. */
export interface Detection {
  readonly start: number;
  readonly end: number;
}

/** Finds the matches of an identifier. */
type Finder = (text: string) => Detection[];

const EMAIL = /[\w.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+/g;
const ADDRESS =
  /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)|(?<![\w:])[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?![\w:])/gi;
const CARD = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;

/**
 * The managed identifiers that can be checked by form alone. The others depend on keywords or lists of names
 * and places: they find nothing.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-managed-data-identifiers.html
 */
const MANAGED: ReadonlyMap<string, Finder> = new Map([
  ["EmailAddress", matching(EMAIL)],
  ["IpAddress", matching(ADDRESS, (text) => isIP(text) !== 0)],
  ["CreditCardNumber", matching(CARD, isCardNumber)],
  ["OpenSshPrivateKey", armoured("OPENSSH PRIVATE KEY")],
  ["PgpPrivateKey", armoured("PGP PRIVATE KEY BLOCK")],
  ["PkcsPrivateKey", armoured("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY")],
]);

/**
 * The matches of an identifier in a message, in order. @param custom the expressions of the policy's own
 * identifiers
 */
export function detect(text: string, name: string, custom: ReadonlyMap<string, string>): Detection[] {
  const source = custom.get(name);
  return source === undefined ? (MANAGED.get(name)?.(text) ?? []) : matchesOf(source, text);
}

function matchesOf(source: string, text: string): Detection[] {
  const expression = linearRegExp(source);
  const found: Detection[] = [];
  let match = expression.matchFrom(text, 0);
  while (match) {
    const { start, end } = match;
    if (end > start) found.push({ start, end });
    match = expression.matchFrom(text, Math.max(end, start + 1));
  }
  return found;
}

function matching(expression: RegExp, accepts: (text: string) => boolean = () => true): Finder {
  return (text) =>
    Array.from(text.matchAll(expression))
      .filter(([match]) => accepts(match))
      .map(({ index, 0: match }) => ({ start: index, end: index + match.length }));
}

/** A key in ASCII armor with one of these labels. */
function armoured(...labels: readonly string[]): Finder {
  return (text) =>
    labels.flatMap((label) => blocksOf(text, `-----BEGIN ${label}-----`, `-----END ${label}-----`));
}

function blocksOf(text: string, first: string, last: string): Detection[] {
  const found: Detection[] = [];
  let start = text.indexOf(first);
  while (start >= 0) {
    const at = text.indexOf(last, start);
    if (at < 0) break;
    const end = at + last.length;
    found.push({ start, end });
    start = text.indexOf(first, end);
  }
  return found;
}

/** Whether a number has a card prefix and a valid check digit (Luhn). */
function isCardNumber(text: string): boolean {
  const digits = Array.from(text.replace(/\D/g, ""), Number).reverse();
  const sum = digits.reduce((total, digit, place) => total + (place % 2 === 0 ? digit : doubled(digit)), 0);
  return /^[3-6]/.test(text) && sum % 10 === 0;
}

function doubled(digit: number): number {
  return digit < 5 ? digit * 2 : digit * 2 - 9;
}
