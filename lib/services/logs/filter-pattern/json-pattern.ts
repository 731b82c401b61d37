import { isDeeperThan, MOST_LEVELS } from "../../../text/json-document.js";
import { invalidPattern } from "../errors.js";
import { type Condition, readCondition } from "./conditions.js";
import { readComparison, type Scalar } from "./operand.js";
import type { FilterPattern } from "./pattern.js";
import { RegexCount } from "./regex.js";
import { Scanner } from "./scanner.js";
import { readSelector, type Selector } from "./selector.js";

/** `{ $.a.b = "x" && ($.c > 1 || $.d NOT EXISTS) }`, for messages that are JSON objects. */
export function jsonPattern(text: string): FilterPattern {
  if (!text.endsWith("}")) throw invalidPattern("If a filter pattern starts with '{' it must end with '}'");
  const scanner = new Scanner(text.slice(1, -1));
  const regexes = new RegexCount();
  const selectors: Selector[] = [];
  const condition = readCondition(scanner, () => {
    const selector = readSelector(scanner);
    selectors.push(selector);
    return readTest(scanner, selector, regexes);
  });
  if (!scanner.atEnd) throw scanner.unexpected();
  return {
    matches(message) {
      const root = parseObject(message);
      return root !== undefined && condition(root);
    },
    extract(message) {
      const root = parseObject(message);
      const values = selectors.map((selector) => [selector.text, shown(selector.select(root))] as const);
      return Object.fromEntries(
        values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      );
    },
    namesValues: true,
  };
}

function readTest(scanner: Scanner, { select }: Selector, regexes: RegexCount): Condition<object> {
  const compare = readComparison(scanner, regexes);
  // Values other than strings, numbers and booleans match neither `=` nor `!=`.
  if (compare) return (root) => select(root).some((value) => isScalar(value) && compare(value));
  scanner.skipSpaces();
  const words = scanner.read(/(?:IS\s+(?:NULL|TRUE|FALSE)|NOT\s+EXISTS)\b/iy);
  if (words === undefined) throw scanner.unexpected();
  const word = words.split(/\s+/)[1]?.toUpperCase();
  if (word === "EXISTS") return (root) => select(root).length === 0;
  const wanted = word === "NULL" ? null : word === "TRUE";
  return (root) => select(root).includes(wanted);
}

/** Most messages are not JSON; they are detected without the cost of an exception. */
function parseObject(message: string): object | undefined {
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function shown([value]: readonly unknown[]): string | undefined {
  if (value === undefined || isDeeperThan(value, MOST_LEVELS)) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
