import type { Json } from "../../../../runtime/store/codec.js";
import { own } from "../../../../values/own.js";
import { isArray, isObject } from "../../expressions/json-path/compare.js";
import type { JsonataReading } from "../../expressions/jsonata/syntax.js";
import type { QueryLanguage } from "../types.js";
import type { Place, Report } from "./diagnostics.js";

/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/** The context of a check. */
export interface Situation {
  readonly report: Report;
  /** The query language of the state. */
  readonly language: QueryLanguage;
  /** The available result of the state: `$states.result`, or in a catcher `$states.errorOutput`. */
  readonly outcome?: "errorOutput" | "result";
  /** Variables assigned by enclosing states, which this state may not assign. */
  readonly outerVariables: ReadonlySet<string>;
  /** Variables assigned by the states of the same graph. */
  readonly scopeVariables: ReadonlySet<string>;
  readonly machine: MachineSituation;
}

/** The common context of all states of a machine. */
export interface MachineSituation {
  readonly type: "EXPRESS" | "STANDARD";
  readonly language: QueryLanguage;
  /** The names of the states so far, which must be unique in the machine. */
  readonly names: Set<string>;
  /** The parsed JSONata expressions: parsing is expensive, and machines repeat them. */
  readonly jsonata: Map<string, JsonataReading>;
  /** The labels of the Map states so far. */
  readonly labels: Set<string>;
  /** Checks nested states: a branch, or an item processor. */
  readonly checkGraph: (graph: JsonObject, place: Place, extra: Schema, situation: Situation) => void;
}

/** Checks the value of a field at its location. */
export type Check = (value: Json, place: Place, situation: Situation) => void;

/** A field of an object of the language. */
export interface Field {
  readonly check: Check;
  /** The only language with the field. */
  readonly only?: QueryLanguage;
}

/** Fields by name. */
export type Schema = ReadonlyMap<string, Field>;

/** Checks the fields of an object in the order of the document. */
export function checkFields(source: JsonObject, place: Place, schema: Schema, situation: Situation): void {
  const { report, language } = situation;
  for (const [name, value] of Object.entries(source)) {
    const field = schema.get(name);
    if (field === undefined) report.fail(place, `Field '${name}' is not supported`);
    else if (field.only !== undefined && field.only !== language) {
      report.fail(
        place,
        `The QueryLanguage is set to '${language}', but field '${name}' is only supported for the '${field.only}' QueryLanguage`,
      );
    } else field.check(value, place.field(name), situation);
  }
}

/** Reports all missing required fields in one diagnostic. */
export function requireFields(
  source: JsonObject,
  names: readonly string[],
  place: Place,
  { report }: Situation,
): void {
  const missing = names.filter((name) => own(source, name) === undefined);
  if (missing.length > 0) report.fail(place, `These fields are required: [${missing.join(", ")}]`);
}

/** Reports mutually exclusive fields. */
export function atMostOne(
  source: JsonObject,
  names: readonly string[],
  place: Place,
  { report }: Situation,
): void {
  const found = names.filter((name) => own(source, name) !== undefined);
  if (found.length > 1)
    report.fail(place, `There should only be one of the following fields: [${names.join(", ")}]`);
}

/** A field of both languages. */
export function field(check: Check, only?: QueryLanguage): Field {
  return { check, only };
}

export const isText: Check = (value, place, { report }) => {
  if (typeof value !== "string") report.fail(place, expected("String"));
};

export const isBoolean: Check = (value, place, { report }) => {
  if (typeof value !== "boolean") report.fail(place, expected("Boolean"));
};

/** Any value. */
export const isJson: Check = () => {};

/** One of some strings. */
export function isOneOf(...values: readonly string[]): Check {
  return (value, place, { report }) => {
    if (typeof value !== "string" || !values.includes(value)) {
      report.fail(place, `Value should be one of the following: [${values.join(", ")}]`);
    }
  };
}

/** A number within a range. */
export function isNumber(
  least: number,
  most = Number.POSITIVE_INFINITY,
  kind: "Integer" | "Number" = "Integer",
): Check {
  return (value, place, { report }) => {
    if (typeof value !== "number" || (kind === "Integer" && !Number.isInteger(value))) {
      report.fail(place, expected(kind));
    } else if (value < least) report.fail(place, `Minimum value is ${least}`);
    else if (value > most) report.fail(place, `Maximum value is ${most}`);
  };
}

/** An object whose fields are checked. */
export function isObjectOf(check: (source: JsonObject, place: Place, situation: Situation) => void): Check {
  return (value, place, situation) => {
    if (isObject(value)) check(value, place, situation);
    else situation.report.fail(place, expected("Object"));
  };
}

/** An array whose items are checked. */
export function isListOf(check: Check, options: { readonly mayBeEmpty?: boolean } = {}): Check {
  return (value, place, situation) => {
    if (!isArray(value)) situation.report.fail(place, expected("Array"));
    else if (value.length === 0 && options.mayBeEmpty !== true)
      situation.report.fail(place, "Value cannot be empty");
    else for (const [i, item] of value.entries()) check(item, place.item(i), situation);
  };
}

function expected(type: string): string {
  return `Expected value of type ${type}`;
}
