import type { Json } from "../../../runtime/store/codec.js";
import type { ChoiceRule, Path } from "../definition/types.js";
import { StatesError } from "./errors.js";
import { select } from "./json-path/read.js";
import { COMPARISONS, TYPE_TESTS } from "./operators.js";
import type { Scope } from "./scope.js";

/**
 * Evaluates a rule of a JSONPath Choice state, with And, Or and Not.
 *
 * @throws StatesError States.Runtime if a variable selects nothing, except for IsPresent.
 */
export function evaluateChoice(rule: ChoiceRule, scope: Scope): boolean {
  switch (rule.kind) {
    case "and":
      return rule.rules.every((inner) => evaluateChoice(inner, scope));
    case "or":
      return rule.rules.some((inner) => evaluateChoice(inner, scope));
    case "not":
      return !evaluateChoice(rule.rule, scope);
    case "comparison":
      return compares(rule, scope);
    case "jsonata":
      throw new TypeError(`${rule.template.field} is JSONata. Evaluate it with evaluateJsonata.`);
  }
}

function compares(rule: Extract<ChoiceRule, { readonly kind: "comparison" }>, scope: Scope): boolean {
  const { operator, variable } = rule;
  if (operator === "IsPresent") {
    return "value" in select(variable.compiled, scope) === ("constant" in rule.value && rule.value.constant);
  }
  const value = readVariable(variable, scope);
  const wanted = "constant" in rule.value ? rule.value.constant : readVariable(rule.value.path, scope);
  const test = TYPE_TESTS.get(operator);
  if (test !== undefined) return test(value) === wanted;
  return COMPARISONS.get(operator)?.(value, wanted) ?? false;
}

function readVariable(path: Path, scope: Scope): Json {
  const found = select(path.compiled, scope);
  if ("value" in found) return found.value;
  throw new StatesError(
    "States.Runtime",
    `Invalid path '${path.text}': The choice state's condition path references an invalid value.`,
  );
}
