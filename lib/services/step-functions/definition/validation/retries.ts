import { own } from "../../../../values/own.js";
import { isAssign } from "./assignments.js";
import {
  type Check,
  checkFields,
  field,
  isListOf,
  isNumber,
  isObjectOf,
  isOneOf,
  isText,
  type JsonObject,
  requireFields,
  type Schema,
} from "./checks.js";
import { isResultPath, isTemplate, withOutcome } from "./expressions.js";

const LONGEST_DELAY = 31_622_400;
const MOST_ATTEMPTS = 99_999_999;

const RETRIER: Schema = new Map([
  ["Comment", field(isText)],
  ["ErrorEquals", field(isListOf(isText))],
  ["IntervalSeconds", field(isNumber(0, MOST_ATTEMPTS))],
  ["MaxAttempts", field(isNumber(0, MOST_ATTEMPTS))],
  ["BackoffRate", field(isNumber(1, Number.POSITIVE_INFINITY, "Number"))],
  ["MaxDelaySeconds", field(isNumber(1, LONGEST_DELAY))],
  ["JitterStrategy", field(isOneOf("NONE", "FULL"))],
]);

const CATCHER: Schema = new Map([
  ["Comment", field(isText)],
  ["ErrorEquals", field(isListOf(isText))],
  ["Next", field(isText)],
  ["ResultPath", field(isResultPath, "JSONPath")],
  ["Output", field(withOutcome("errorOutput", isTemplate), "JSONata")],
  ["Assign", field(withOutcome("errorOutput", isAssign))],
]);

/** Retry. */
export const isRetry: Check = rulesOf(RETRIER, ["ErrorEquals"]);

/** Catch. */
export const isCatch: Check = rulesOf(CATCHER, ["ErrorEquals", "Next"]);

function rulesOf(schema: Schema, required: readonly string[]): Check {
  const isRule = isObjectOf((rule, place, situation) => {
    requireFields(rule, required, place, situation);
    checkFields(rule, place, schema, situation);
  });
  const isRules = isListOf(isRule, { mayBeEmpty: true });
  return (value, place, situation) => {
    isRules(value, place, situation);
    if (!Array.isArray(value)) return;
    for (const [i, rule] of value.entries()) {
      if (!catchesAllWrongly(rule, i === value.length - 1)) continue;
      situation.report.fail(place.item(i), "States.ALL must appear alone and at end of list");
    }
  };
}

/** `States.ALL` with other names, or before other rules. */
function catchesAllWrongly(rule: JsonObject, isLast: boolean): boolean {
  const errors = typeof rule === "object" && rule !== null ? own(rule, "ErrorEquals") : undefined;
  return Array.isArray(errors) && errors.includes("States.ALL") && (errors.length > 1 || !isLast);
}
