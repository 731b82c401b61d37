import type { Json } from "../../../../runtime/store/codec.js";
import type { Filter, FilterOperator, JsonPath, Operand } from "./ast.js";
import { isArray, isEqual, isObject, order } from "./compare.js";

/** The value that a path in a filter selects; `undefined` if none. */
export type Select = (path: JsonPath) => Json | undefined;

/** Whether a value passes a filter; `select` reads it as `@`. */
export function passes(filter: Filter, select: Select): boolean {
  switch (filter.kind) {
    case "and":
      return passes(filter.left, select) && passes(filter.right, select);
    case "or":
      return passes(filter.left, select) || passes(filter.right, select);
    case "not":
      return !passes(filter.filter, select);
    case "exists":
      return select(filter.path) !== undefined;
    case "comparison":
      return compares(filter.left, filter.operator, filter.right, select);
  }
}

function compares(left: Operand, operator: FilterOperator, right: Operand, select: Select): boolean {
  if (operator === "=~") return matches(left, right, select);
  const a = read(left, select);
  const b = read(right, select);
  // A missing value differs from everything, and has no order.
  if (a === undefined || b === undefined) return operator === "!=" && a !== b;
  return holds(a, operator, b);
}

function holds(a: Json, operator: FilterOperator, b: Json): boolean {
  switch (operator) {
    case "==":
      return isEqual(a, b);
    case "!=":
      return !isEqual(a, b);
    case "<":
      return order(a, b) === -1;
    case "<=":
      return order(a, b) === -1 || order(a, b) === 0;
    case ">":
      return order(a, b) === 1;
    case ">=":
      return order(a, b) === 1 || order(a, b) === 0;
    case "size":
      return sizeOf(a) === b;
    case "empty":
      return sizeOf(a) !== undefined && (sizeOf(a) === 0) === b;
    default:
      return holdsOfSets(a, operator, b);
  }
}

function holdsOfSets(a: Json, operator: FilterOperator, b: Json): boolean {
  if (operator === "contains") {
    if (typeof a === "string" && typeof b === "string") return a.includes(b);
    return isArray(a) && includes(a, b);
  }
  if (!isArray(b)) return false;
  if (operator === "in") return includes(b, a);
  if (operator === "nin") return !includes(b, a);
  if (!isArray(a)) return false;
  if (operator === "subsetof") return a.every((item) => includes(b, item));
  const common = a.some((item) => includes(b, item));
  return operator === "anyof" ? common : !common;
}

function matches(left: Operand, right: Operand, select: Select): boolean {
  const [pattern, other] = left.kind === "expression" ? [left, right] : [right, left];
  if (pattern.kind !== "expression") return false;
  const value = read(other, select);
  return typeof value === "string" && pattern.expression.test(value);
}

function read(operand: Operand, select: Select): Json | undefined {
  if (operand.kind === "value") return operand.value;
  return operand.kind === "path" ? select(operand.path) : undefined;
}

function includes(items: readonly Json[], wanted: Json): boolean {
  return items.some((item) => isEqual(item, wanted));
}

function sizeOf(value: Json): number | undefined {
  if (typeof value === "string" || isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}
