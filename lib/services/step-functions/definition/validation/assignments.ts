import type { Json } from "../../../../runtime/store/codec.js";
import { own } from "../../../../values/own.js";
import { isObject } from "../../expressions/json-path/compare.js";
import { type Check, isObjectOf, type JsonObject, type Situation } from "./checks.js";
import type { Place } from "./diagnostics.js";
import { isTemplate } from "./expressions.js";

const LONGEST_NAME = 80;
const NAME = /^\p{ID_Start}[\p{ID_Continue}]*$/u;

/** Assign: the names of its variables, and the expressions of their values. */
export const isAssign: Check = (value, place, situation) => {
  isObjectOf(checkNames)(value, place, situation);
  isTemplate(value, place, situation);
};

function checkNames(assign: JsonObject, place: Place, situation: Situation): void {
  const { report, outerVariables } = situation;
  for (const name of variableNames(assign, situation)) {
    const at = place.field(name);
    if (name === "states") {
      report.error(at, "RESERVED_VARIABLE_NAME", "Cannot assign to reserved variable '$states'.");
    } else if (!NAME.test(name)) {
      const reason = "the variable name contains invalid characters";
      report.error(at, "INVALID_VARIABLE_NAME", `Invalid variable name '${name}': ${reason}.`);
    } else if (name.length > LONGEST_NAME) {
      const reason = `the variable name exceeds the ${LONGEST_NAME}-character limit allowed by the service`;
      report.error(at, "INVALID_VARIABLE_NAME", `Invalid variable name '${name}': ${reason}.`);
    } else if (outerVariables.has(name)) {
      report.fail(at, `Cannot assign to variable '$${name}' of an outer scope`);
    }
  }
}

function variableNames(assign: JsonObject, { language }: Pick<Situation, "language">): readonly string[] {
  const names = Object.keys(assign);
  return language === "JSONata"
    ? names
    : names.map((name) => (name.endsWith(".$") ? name.slice(0, -2) : name));
}

/** The names that the states of a graph assign; nested states may not assign them again. */
export function assignedIn(states: JsonObject): readonly string[] {
  return Object.values(states).flatMap((state) => {
    if (!isObject(state)) return [];
    const rules = [state, ...objectsIn(own(state, "Catch")), ...objectsIn(own(state, "Choices"))];
    return rules.flatMap((rule) => {
      const assign = own(rule, "Assign");
      if (assign === undefined || !isObject(assign)) return [];
      return Object.keys(assign).map((name) => (name.endsWith(".$") ? name.slice(0, -2) : name));
    });
  });
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
