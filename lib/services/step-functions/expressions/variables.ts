import type { Json } from "../../../runtime/store/codec.js";
import { StatesError } from "./errors.js";
import { isObject } from "./json-path/compare.js";

/** Maximum JSON size of one variable, and of all variables of one Assign, in bytes. */
const LARGEST_ASSIGN = 262_144;
/** Maximum JSON size of the variables of an execution, in bytes. */
const LARGEST_STORE = 10 * 1024 * 1024;

/**
 * The variables after an Assign, whose values were all evaluated with the previous ones.
 *
 * @throws StatesError States.DataLimitExceeded above 256 KiB for the Assign, or 10 MiB for all variables.
 */
export function assignVariables(
  variables: ReadonlyMap<string, Json>,
  assigned: Json,
): ReadonlyMap<string, Json> {
  if (!isObject(assigned) || Object.keys(assigned).length === 0) return variables;
  if (jsonBytes(assigned) > LARGEST_ASSIGN) {
    throw tooLarge("The size of the variables that Assign sets", LARGEST_ASSIGN);
  }
  const next = new Map([...variables, ...Object.entries(assigned)]);
  let total = 0;
  for (const value of next.values()) total += jsonBytes(value);
  if (total > LARGEST_STORE) throw tooLarge("The total size of the execution's variables", LARGEST_STORE);
  return next;
}

function tooLarge(what: string, limit: number): StatesError {
  return new StatesError("States.DataLimitExceeded", `${what} exceeds the maximum of ${limit} bytes.`);
}

function jsonBytes(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}
