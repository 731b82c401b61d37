import { many, type Statement } from "./document.js";
import { OPERATORS, type Operator } from "./operators.js";
import type { TextTest } from "./patterns.js";
import type { ConditionValue, ConditionValues } from "./values.js";

/**
 * The condition operators.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const CONDITION_OPERATOR =
  /^(ForAllValues:|ForAnyValue:)?(String(Not)?(Equals(IgnoreCase)?|Like)|(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?$|^Null$/i;

/** A compiled key of a condition. */
export interface CompiledCondition {
  /** As written in the policy. */
  readonly operator: string;
  readonly key: string;
  holds(values: ConditionValues): boolean;
}

/** The conditions of a statement, all of which must be met. */
export function compileConditions(
  conditions: Statement["Condition"],
  hasVariables: boolean,
): readonly CompiledCondition[] {
  return Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => {
      const texts = many<unknown>(wanted).map(String);
      return { operator, key, holds: compile(operator, key.toLowerCase(), texts, hasVariables) };
    }),
  );
}

const PARTS = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/;

function compile(
  name: string,
  key: string,
  wanted: readonly string[],
  hasVariables: boolean,
): CompiledCondition["holds"] {
  const [, quantifier, plain = "", ifExists] = PARTS.exec(name.toLowerCase()) ?? [];
  if (plain === "null") return isNull(key, wanted);
  const operator = OPERATORS.get(plain);
  // The grammar has the same names. An unreadable condition is not met.
  if (!operator) return () => false;
  const matches = comparison(operator, wanted, hasVariables);
  const exists = (value: ConditionValue | undefined): value is ConditionValue => value !== undefined;
  const whenMissing =
    ifExists !== undefined ||
    quantifier === "forallvalues" ||
    (operator.negated && quantifier !== "foranyvalue");
  return (values) => {
    const actual = values.value(key);
    if (!exists(actual)) return whenMissing;
    if (quantifier === undefined) return typeof actual === "string" && matches(actual, values);
    const list = many(actual);
    return quantifier === "forallvalues"
      ? list.every((value) => matches(value, values))
      : list.some((value) => matches(value, values));
  };
}

/**
 * Whether a value meets an operator: it matches one of the policy's values, or none for a negated operator.
 */
function comparison({ compile, negated, compares }: Operator, wanted: readonly string[], variables: boolean) {
  const tests = wanted.map((value) => compile(value, variables));
  const [only] = tests;
  const matches: TextTest =
    only && tests.length === 1 ? only : (actual, values) => tests.some((one) => one(actual, values));
  const test: TextTest = negated ? (actual, values) => !matches(actual, values) : matches;
  return compares
    ? (actual: string, values: ConditionValues) => compares(actual) && test(actual, values)
    : test;
}

/** `Null`: `"true"` is met if the request lacks the key. An empty value is treated as missing. */
function isNull(key: string, wanted: readonly string[]): CompiledCondition["holds"] {
  const expected = wanted.map((value) => value.toLowerCase() === "true");
  return (values) => expected.includes((values.value(key) ?? "").length === 0);
}
