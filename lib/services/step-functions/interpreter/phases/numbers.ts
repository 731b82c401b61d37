import type { Json } from "../../../../runtime/store/codec.js";
import type { MapState } from "../../definition/types.js";
import { StatesError } from "../../expressions/errors.js";

/** An evaluated field: its name as written, its path if any, and its value. */
export interface Evaluated {
  readonly field: string;
  readonly path: string | undefined;
  readonly value: Json;
}

/** The value in an error, with its path, as AWS shows it. */
function quoted({ path, value }: Evaluated): string {
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return path === undefined ? shown : `${path} == ${shown}`;
}

/** Seconds of a Wait state or a timeout. @throws StatesError */
export function secondsOf(evaluated: Evaluated): number {
  const { field, path, value } = evaluated;
  const subject = path === undefined ? `The ${field} field` : `The ${field} parameter`;
  if (typeof value !== "number" || !Number.isInteger(value))
    throw new StatesError(
      "States.Runtime",
      `${subject} cannot be parsed as a long value: ${quoted(evaluated)}`,
    );
  if (value < 0)
    throw new StatesError("States.Runtime", `${subject} references a negative value: ${quoted(evaluated)}`);
  return value;
}

/** RFC 3339 with capital `T` and `Z` or an offset. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** The time of a Wait state, in milliseconds since the epoch. @throws StatesError */
export function timestampOf(evaluated: Evaluated): number {
  const { field, path, value } = evaluated;
  const moment = typeof value === "string" && TIMESTAMP.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(moment)) return moment;
  throw path === undefined
    ? new StatesError(
        "States.QueryEvaluationError",
        `The ${field} field cannot be parsed as an ISO-8601 extended offset date-time format string: ${quoted(evaluated)}`,
        field,
      )
    : new StatesError(
        "States.Runtime",
        `The ${field} parameter does not reference a valid ISO-8601 extended offset date-time format string: ${quoted(evaluated)}`,
      );
}

/** An integer of a Map state. @throws StatesError */
export function integerOf(evaluated: Evaluated): number {
  const { field, path, value } = evaluated;
  if (typeof value === "number" && Number.isInteger(value)) {
    if (value >= 0) return value;
    throw new StatesError("States.Runtime", `${baseOf(field)} cannot be negative.`);
  }
  throw new StatesError(
    "States.Runtime",
    `The ${field} field refers to value ${JSON.stringify(value)} which is not a valid integer${path === undefined ? "" : `: ${path}`}`,
  );
}

/** A percentage of a Map state. @throws StatesError */
export function percentageOf(evaluated: Evaluated): number {
  const { field, path, value } = evaluated;
  if (typeof value !== "number")
    throw new StatesError(
      "States.Runtime",
      `The ${field} field refers to value ${JSON.stringify(value)} which is not a valid float${path === undefined ? "" : `: ${path}`}`,
    );
  if (value < 0 || value > 100)
    throw new StatesError("States.Runtime", `${baseOf(field)} must be between 0 and 100.`);
  return value;
}

function baseOf(field: string): string {
  return field.endsWith("Path") ? field.slice(0, -"Path".length) : field;
}

/**
 * The items of a Map state. Distributed ones also iterate over the members of an object. @throws StatesError
 */
export function itemsOf(state: MapState, value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  const isObject = typeof value === "object" && value !== null;
  if (isObject && (state.distributed || state.queryLanguage === "JSONata"))
    return Object.entries(value).map(([key, member]) => ({ Key: key, Value: member }));
  throw new StatesError(
    "States.Runtime",
    `Map state input must be an array but was: ${JSON.stringify(value)}`,
  );
}
