import type { EventPatternError } from "./errors.js";
import type { Place } from "./json-location.js";
import type { JsonSource } from "./json-source.js";
import { EXPECTED } from "./json-syntax.js";

/** Reads a number that begins with a digit or a minus sign, which was read. @throws EventPatternError */
export function readNumber(source: JsonSource, first: string): string {
  let number = first === "-" ? first + readFirstDigit(source) : first;
  const isZero = number.endsWith("0");
  if (isZero && isDigit(source.ahead))
    throw source.error("Invalid numeric value: Leading zeroes not allowed");
  number += readDigits(source);
  // The parser does not move on after the integer, except after a zero.
  const place = isZero ? undefined : source.place;
  if (source.ahead === ".") number += source.read() + readFraction(source, place);
  if (source.ahead === "e" || source.ahead === "E") number += source.read() + readExponent(source, place);
  return number;
}

/** The error of a number that other parsers accept. */
export function notStandard(source: JsonSource, word: string): EventPatternError {
  return source.error(
    `Non-standard token '${word}': enable \`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS\` to allow`,
  );
}

function readFirstDigit(source: JsonSource): string {
  const digit = source.read();
  if (isDigit(digit)) return digit;
  if (digit === "") throw source.endOfInput("No digit following sign");
  if (digit === "I") {
    source.readWord("-Infinity", "-I");
    throw notStandard(source, "-Infinity");
  }
  if (digit === ".") throw source.unexpected(digit, EXPECTED.value);
  throw source.unexpectedInNumber(
    digit,
    "expected digit (0-9) to follow minus sign, for valid numeric value",
  );
}

function readFraction(source: JsonSource, place: Place | undefined): string {
  const digits = readDigits(source);
  if (digits !== "") return digits;
  const flaw = "Decimal point not followed by a digit";
  if (source.ahead === "") throw source.unexpectedInNumber(".", flaw);
  throw source.unexpectedInNumber(source.read(), flaw, place);
}

function readExponent(source: JsonSource, place: Place | undefined): string {
  const sign = source.ahead === "+" || source.ahead === "-" ? source.read() : "";
  const digits = readDigits(source);
  if (digits !== "") return sign + digits;
  if (source.ahead === "") throw source.endOfInput("expected a digit for number exponent");
  throw source.unexpectedInNumber(source.read(), "Exponent indicator not followed by a digit", place);
}

function readDigits(source: JsonSource): string {
  let digits = "";
  while (isDigit(source.ahead)) digits += source.read();
  return digits;
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}
