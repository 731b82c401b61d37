import { inspect } from "node:util";
import { isError } from "./is-error.js";

/** An exception of a test's code, as strings. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  /** Omitted for values that are not errors. */
  readonly stack?: string;
}

/**
 * Describes an error or another value thrown by a test's code. Its members may be getters that throw, or have
 * any type; none of that throws here.
 */
export function describeThrown(reason: unknown): Thrown {
  if (!isError(reason)) return { name: typeof reason, message: plainText(reason) };
  const stack = memberOf(reason, "stack");
  return {
    name: textOfMember(reason, "name") ?? "Error",
    message: textOfMember(reason, "message") ?? "",
    ...(typeof stack === "string" && { stack }),
  };
}

/**
 * A value of a test's code as a log line: strings unchanged, errors by their stack, everything else as JSON
 * if possible.
 */
export function logText(value: unknown): string {
  if (typeof value === "string") return value;
  if (isError(value)) {
    const { stack, message } = describeThrown(value);
    return stack ?? message;
  }
  return attempt(() => JSON.stringify(value)) ?? plainText(value);
}

/** A value in an error message, on one line and truncated. */
export function shown(value: unknown): string {
  const hasJson = typeof value === "string" || typeof value === "object";
  const text = (hasJson && attempt(() => JSON.stringify(value))) || inspected(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

const LONGEST_SHOWN = 200;

/** As `String` converts a value, or as Node shows it if that throws. */
function plainText(value: unknown): string {
  return attempt(() => String(value)) ?? inspected(value);
}

function inspected(value: unknown): string {
  const options = { depth: 2, breakLength: Number.POSITIVE_INFINITY, customInspect: false };
  return attempt(() => inspect(value, options)) ?? `[${typeof value}]`;
}

function memberOf(value: object, name: string): unknown {
  return attempt(() => Reflect.get(value, name));
}

function textOfMember(value: object, name: string): string | undefined {
  const member = memberOf(value, name);
  return member === undefined ? undefined : plainText(member);
}

function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
