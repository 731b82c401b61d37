import { EventPatternError } from "./errors.js";
import type { Matcher } from "./matcher.js";

/** A bound of a range, and whether it is inclusive. */
interface Bound {
  readonly value: number;
  readonly included: boolean;
}

/** `["=", 5]`, `[">", 0]` or `[">", 0, "<=", 5]`: the lower bound comes first. @throws EventPatternError */
export function numeric(argument: unknown): Matcher {
  if (!Array.isArray(argument)) throw new EventPatternError("Value of numeric must be an array.");
  const list: readonly unknown[] = argument;
  const [operator, operand, ...more] = list;
  if (typeof operator !== "string")
    throw new EventPatternError(`Invalid member in numeric match: ${shown(operator)}`);
  switch (operator) {
    case "=": {
      const wanted = numberOf(operand, "equals");
      if (more.length > 0) throw new EventPatternError("Too many elements in numeric expression");
      return (value) => value === wanted;
    }
    case "<":
    case "<=": {
      const top = boundOf(operator, operand);
      if (more.length > 0) throw new EventPatternError("Too many elements in numeric expression");
      return (value) => typeof value === "number" && isBelow(value, top);
    }
    case ">":
    case ">=":
      return range(boundOf(operator, operand), more);
    default:
      throw new EventPatternError(`Unrecognized numeric range operator: ${operator}`);
  }
}

function range(bottom: Bound, [operator, operand, ...more]: readonly unknown[]): Matcher {
  if (operator === undefined) return (value) => typeof value === "number" && isAbove(value, bottom);
  if (typeof operator !== "string")
    throw new EventPatternError(`Bad value in numeric range: ${shown(operator)}`);
  if (operator !== "<" && operator !== "<=")
    throw new EventPatternError(`Bad numeric range operator: ${operator}`);
  const top = boundOf(operator, operand);
  if (more.length > 0) throw new EventPatternError("Too many terms in numeric range expression");
  if (bottom.value >= top.value) throw new EventPatternError("Bottom must be less than top");
  return (value) => typeof value === "number" && isAbove(value, bottom) && isBelow(value, top);
}

function boundOf(operator: string, operand: unknown): Bound {
  return { value: numberOf(operand, operator), included: operator.endsWith("=") };
}

function numberOf(operand: unknown, operator: string): number {
  if (typeof operand === "number") return operand;
  throw new EventPatternError(`Value of ${operator} must be numeric`);
}

function isAbove(value: number, { value: bottom, included }: Bound): boolean {
  return value > bottom || (included && value === bottom);
}

function isBelow(value: number, { value: top, included }: Bound): boolean {
  return value < top || (included && value === top);
}

/** A value as AWS's parser prints it: the end of the list is `]`. */
function shown(value: unknown): string {
  return value === undefined ? "]" : JSON.stringify(value);
}
