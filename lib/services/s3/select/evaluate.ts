import { selectError } from "../errors/select.js";
import { cast, textOf } from "./casts.js";
import { callFunction } from "./functions.js";
import { isLike } from "./like.js";
import { type Row, valueAt } from "./paths.js";
import type { BinaryOperator, Expression, Query } from "./syntax.js";
import { asNumber, compare, isKnown, MISSING, type SqlValue } from "./values.js";

/** The inputs of an evaluation. */
export interface Scope {
  readonly row: Row;
  readonly query: Query;
  /** Simulated time, in milliseconds since the epoch. */
  readonly now: number;
  /** The results of the aggregates, once all rows are read. */
  readonly aggregates?: readonly SqlValue[];
}

/** The value of an expression. @throws evaluation errors */
export function evaluate(expression: Expression, scope: Scope): SqlValue {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "path":
      return valueAt(scope.row, expression.steps, scope.query.rowNames);
    case "not":
      return negated(truth(evaluate(expression.of, scope)), true);
    case "negative":
      return arithmetic("-", 0, evaluate(expression.of, scope));
    case "binary":
      return binary(expression, scope);
    case "is":
      return isWhat(evaluate(expression.of, scope), expression.what) !== expression.negated;
    case "in":
      return negated(isIn(evaluate(expression.of, scope), expression.list, scope), expression.negated);
    case "between": {
      const value = evaluate(expression.of, scope);
      const low = compareBy(">=", value, evaluate(expression.low, scope));
      return negated(and(low, compareBy("<=", value, evaluate(expression.high, scope))), expression.negated);
    }
    case "like": {
      const [value, pattern] = [evaluate(expression.of, scope), evaluate(expression.pattern, scope)];
      const character = expression.escape && evaluate(expression.escape, scope);
      if (!isKnown(value) || !isKnown(pattern)) return null;
      const escaping = character === undefined ? undefined : textOf(character);
      return negated(isLike(textOf(value), textOf(pattern), escaping), expression.negated);
    }
    case "case":
      return choose(expression, scope);
    case "cast":
      return cast(evaluate(expression.of, scope), expression.type);
    case "call": {
      const { name, word = "", args } = expression;
      return callFunction({ name, word, now: scope.now, args: args.map((arg) => evaluate(arg, scope)) });
    }
    case "aggregate":
      return scope.aggregates?.[expression.number] ?? null;
  }
}

/** Whether a condition is true for a row; NULL and MISSING are not. */
export function holds(condition: Expression, scope: Scope): boolean {
  return truth(evaluate(condition, scope)) === true;
}

/** A value as a truth value; `null` for unknown. */
function truth(value: SqlValue): boolean | null {
  if (typeof value === "boolean") return value;
  if (typeof value === "string" && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === "true";
  return null;
}

function negated(value: boolean | null, negate: boolean): boolean | null {
  return value === null ? null : value !== negate;
}

function and(one: boolean | null, other: boolean | null): boolean | null {
  if (one === false || other === false) return false;
  return one === null || other === null ? null : true;
}

function binary({ operator, left, right }: Extract<Expression, { kind: "binary" }>, scope: Scope): SqlValue {
  const one = evaluate(left, scope);
  if (operator === "AND")
    return truth(one) === false ? false : and(truth(one), truth(evaluate(right, scope)));
  if (operator === "OR") {
    if (truth(one) === true) return true;
    // By De Morgan: NOT (NOT a AND NOT b).
    return negated(and(negated(truth(one), true), negated(truth(evaluate(right, scope)), true)), true);
  }
  const other = evaluate(right, scope);
  if (operator === "||") return isKnown(one) && isKnown(other) ? textOf(one) + textOf(other) : null;
  return isArithmetic(operator) ? arithmetic(operator, one, other) : compareBy(operator, one, other);
}

function isArithmetic(operator: BinaryOperator): operator is "+" | "-" | "*" | "/" | "%" {
  return "+-*/%".includes(operator);
}

function arithmetic(operator: "+" | "-" | "*" | "/" | "%", one: SqlValue, other: SqlValue): SqlValue {
  if (!isKnown(one) || !isKnown(other)) return null;
  const [left, right] = [asNumber(one), asNumber(other)];
  if (left === undefined || right === undefined)
    throw selectError(
      "IncorrectSqlFunctionArgumentType",
      `Incorrect type of arguments in the operation ${operator}.`,
    );
  const whole = Number.isInteger(left) && Number.isInteger(right);
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    default:
      if (right === 0) throw selectError("DivisionByZero", "The SQL expression divides by zero.");
      if (operator === "%") return left % right;
      return whole ? Math.trunc(left / right) : left / right;
  }
}

function compareBy(operator: BinaryOperator, one: SqlValue, other: SqlValue): boolean | null {
  if (!isKnown(one) || !isKnown(other)) return null;
  const order = compare(one, other);
  if (order === undefined) return operator === "<>" ? true : operator === "=" ? false : null;
  switch (operator) {
    case "=":
      return order === 0;
    case "<>":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    default:
      return order >= 0;
  }
}

function isWhat(value: SqlValue, what: "NULL" | "MISSING" | "TRUE" | "FALSE"): boolean {
  if (what === "MISSING") return value === MISSING;
  return what === "NULL" ? !isKnown(value) : truth(value) === (what === "TRUE");
}

function isIn(value: SqlValue, list: readonly Expression[], scope: Scope): boolean | null {
  const found = list.map((item) => compareBy("=", value, evaluate(item, scope)));
  if (found.includes(true)) return true;
  return found.includes(null) ? null : false;
}

function choose({ of, branches, otherwise }: Extract<Expression, { kind: "case" }>, scope: Scope): SqlValue {
  const value = of && evaluate(of, scope);
  for (const { when, result } of branches) {
    const chosen =
      value === undefined ? holds(when, scope) : compareBy("=", value, evaluate(when, scope)) === true;
    if (chosen) return evaluate(result, scope);
  }
  return otherwise ? evaluate(otherwise, scope) : null;
}
