import { isRecord } from "../values/is-record.js";

/** A structure or map with members unknown to the compiler. */
export type Values = Readonly<Record<string, unknown>>;

/** On AWS's wire, null and absent are the same. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The members of an output; none for `undefined`. */
export function valuesOf(output: object | undefined): Values {
  return isRecord(output) ? output : {};
}
