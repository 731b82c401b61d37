import type { Json } from "../../../runtime/store/codec.js";
import { wildcardMatcher } from "../../../text/wildcards.js";
import { compareInstants, parseTimestamp } from "./timestamps.js";

/** A comparison of a Choice rule: the variable's value, and the value in the rule. */
export type ChoiceOperator = (value: Json, wanted: Json) => boolean;

/** The required sign of `compare(value, wanted)`. */
type Relation = (sign: number) => boolean;

const RELATIONS: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ["Equals", (sign) => sign === 0],
  ["LessThan", (sign) => sign < 0],
  ["GreaterThan", (sign) => sign > 0],
  ["LessThanEquals", (sign) => sign <= 0],
  ["GreaterThanEquals", (sign) => sign >= 0],
]);

/** The sign of a comparison; `undefined` if a value has another type. */
type Compare = (value: Json, wanted: Json) => number | undefined;

const ORDERS: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ["String", compareStrings],
  ["Numeric", compareNumbers],
  ["Timestamp", compareTimestamps],
]);

/**
 * The comparison operators, by their names without `Path`. A value of another type is neither equal, less nor
 * greater.
 */
export const COMPARISONS: ReadonlyMap<string, ChoiceOperator> = new Map<string, ChoiceOperator>([
  ...[...ORDERS].flatMap(([type, compare]) =>
    [...RELATIONS].map(([relation, holds]): [string, ChoiceOperator] => [
      type + relation,
      (value, wanted) => {
        const sign = compare(value, wanted);
        return sign !== undefined && holds(sign);
      },
    ]),
  ),
  ["BooleanEquals", (value, wanted) => typeof value === "boolean" && value === wanted],
  ["StringMatches", matches],
]);

/** The operators that test the type of a value; they have no variant with `Path`. */
export const TYPE_TESTS: ReadonlyMap<string, (value: Json) => boolean> = new Map([
  ["IsNull", (value) => value === null],
  ["IsNumeric", (value) => typeof value === "number"],
  ["IsString", (value) => typeof value === "string"],
  ["IsBoolean", (value) => typeof value === "boolean"],
  ["IsTimestamp", (value) => typeof value === "string" && parseTimestamp(value) !== undefined],
]);

function compareStrings(value: Json, wanted: Json): number | undefined {
  if (typeof value !== "string" || typeof wanted !== "string") return undefined;
  return value < wanted ? -1 : value > wanted ? 1 : 0;
}

function compareNumbers(value: Json, wanted: Json): number | undefined {
  return typeof value === "number" && typeof wanted === "number" ? value - wanted : undefined;
}

function compareTimestamps(value: Json, wanted: Json): number | undefined {
  const a = typeof value === "string" ? parseTimestamp(value) : undefined;
  const b = typeof wanted === "string" ? parseTimestamp(wanted) : undefined;
  return a && b && compareInstants(a, b);
}

function matches(value: Json, wanted: Json): boolean {
  if (typeof value !== "string" || typeof wanted !== "string") return false;
  return wildcardMatcher(wanted, { escapes: true })(value);
}
