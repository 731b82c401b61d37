import { own } from "../../../../values/own.js";
import { isArray, isObject } from "../../expressions/json-path/compare.js";
import { COMPARISON_OPERATORS, TEST_OPERATORS } from "../choices.js";
import { isAssign } from "./assignments.js";
import {
  type Check,
  checkFields,
  type Field,
  field,
  isBoolean,
  isListOf,
  isNumber,
  isObjectOf,
  isText,
  type JsonObject,
  requireFields,
  type Schema,
  type Situation,
} from "./checks.js";
import type { Place } from "./diagnostics.js";
import { isJsonata, isPath, isTemplate, isTimestamp } from "./expressions.js";

const KINDS = ["And", "Or", "Not", "Variable", "Condition"];

/** All operators, with their variants. */
const OPERATORS: readonly string[] = [
  ...COMPARISON_OPERATORS.flatMap((operator) => [operator, `${operator}Path`]),
  ...TEST_OPERATORS,
];

function operatorField(operator: string): Field {
  if (operator.endsWith("Path")) return field(isPath, "JSONPath");
  if (operator.startsWith("Is") || operator.startsWith("Boolean")) return field(isBoolean, "JSONPath");
  if (operator.startsWith("Numeric"))
    return field(isNumber(Number.NEGATIVE_INFINITY, undefined, "Number"), "JSONPath");
  return field(operator.startsWith("Timestamp") ? isTimestamp : isText, "JSONPath");
}

const isNested: Check = isObjectOf((rule, place, situation) => checkRule(rule, place, NESTED, situation));

const NESTED: Schema = new Map([
  ["Comment", field(isText)],
  ["And", field(isListOf(isNested), "JSONPath")],
  ["Or", field(isListOf(isNested), "JSONPath")],
  ["Not", field(isNested, "JSONPath")],
  ["Variable", field(isPath, "JSONPath")],
  ...OPERATORS.map((operator): [string, Field] => [operator, operatorField(operator)]),
]);

const TOP: Schema = new Map([
  ...NESTED,
  ["Condition", field(isJsonata, "JSONata")],
  ["Next", field(isText)],
  ["Assign", field(isAssign)],
  ["Output", field(isTemplate, "JSONata")],
]);

/** Choices. */
export const isChoices: Check = isListOf(
  isObjectOf((rule, place, situation) => {
    requireFields(rule, ["Next"], place, situation);
    checkRule(rule, place, TOP, situation);
  }),
);

function checkRule(rule: JsonObject, place: Place, schema: Schema, situation: Situation): void {
  const { report } = situation;
  const kinds = KINDS.filter((kind) => own(rule, kind) !== undefined);
  if (kinds.length !== 1) {
    report.fail(place, `The object must have only one of the following fields, [${KINDS.join(", ")}]`);
  }
  const operators = OPERATORS.filter((operator) => own(rule, operator) !== undefined);
  if (kinds.includes("Variable") && operators.length === 0) {
    report.fail(place, `This object should have only one of the following fields: [${OPERATORS.join(", ")}]`);
  } else if (operators.length > 1) {
    report.fail(place, `There should only be one of the following fields: [${OPERATORS.join(", ")}]`);
  }
  checkFields(rule, place, schema, situation);
}

/** The rules of a Choice state, with their indexes. */
export function rulesOf(state: JsonObject): readonly JsonObject[] {
  const choices = own(state, "Choices") ?? null;
  return isArray(choices) ? choices.map((rule) => (isObject(rule) ? rule : {})) : [];
}
