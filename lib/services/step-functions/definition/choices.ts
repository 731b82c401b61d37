import { compilePath } from "../expressions/compile.js";
import { COMPARISONS, TYPE_TESTS } from "../expressions/operators.js";
import type { Fields } from "./fields.js";
import type { Choice, ChoiceRule } from "./types.js";

/** The operators that compare with a constant, or with a path if `Path` follows. */
export const COMPARISON_OPERATORS: readonly string[] = [...COMPARISONS.keys()];

/** The operators that test only the variable. */
export const TEST_OPERATORS: readonly string[] = [...TYPE_TESTS.keys(), "IsPresent"];

/** The rules of a Choice state. */
export function compileChoices(state: Fields): readonly Choice[] {
  return state.objects("Choices").map((rule) => ({
    condition: compileRule(rule),
    next: rule.requiredString("Next"),
    assign: rule.template("Assign"),
    output: rule.template("Output"),
  }));
}

function compileRule(rule: Fields): ChoiceRule {
  const condition = rule.template("Condition");
  if (condition !== undefined) return { kind: "jsonata", template: condition };
  const not = rule.object("Not");
  if (not !== undefined) return { kind: "not", rule: compileRule(not) };
  if (rule.json("And") !== undefined) return { kind: "and", rules: rule.objects("And").map(compileRule) };
  if (rule.json("Or") !== undefined) return { kind: "or", rules: rule.objects("Or").map(compileRule) };
  return compileComparison(rule);
}

function compileComparison(rule: Fields): ChoiceRule {
  const variable = compilePath(rule.requiredString("Variable"));
  for (const operator of [...COMPARISON_OPERATORS, ...TEST_OPERATORS]) {
    const constant = rule.json(operator);
    if (constant !== undefined) return { kind: "comparison", variable, operator, value: { constant } };
    const path = rule.string(`${operator}Path`);
    if (path !== undefined) {
      return { kind: "comparison", variable, operator, value: { path: compilePath(path) } };
    }
  }
  throw new TypeError("The definition has not been validated: a Choice rule has no operator.");
}
