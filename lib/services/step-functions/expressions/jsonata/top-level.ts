import type { JsonataExpression } from "./expression.js";

/** References of an expression other than variables. Step Functions evaluates it without an input. */
export interface TopLevelReads {
  /** The first names of paths, `$` and `$$`: `phone` of `phone[0].number`. */
  readonly names: readonly string[];
  /** The used members of `$states`: `result` of `$states.result`. */
  readonly states: readonly string[];
}

/**
 * The top-level references of an expression. Only the first step of a path is at the top level: later steps,
 * predicates, sort terms and groups have the value of the previous step. The body of a function has the input
 * of the enclosing expression.
 */
export function topLevelReads(expression: JsonataExpression): TopLevelReads {
  const root = expression.parse().ast();
  const names = new Set<string>();
  // Without recursion, because expressions may be deeply nested. The first node is added last.
  const waiting: unknown[] = [root];
  for (let node = waiting.pop(); waiting.length > 0 || node !== undefined; node = waiting.pop()) {
    if (!isNode(node)) continue;
    if (node.type === "name") names.add(String(node.value));
    if (node.type === "variable" && (node.value === "" || node.value === "$")) names.add(`$${node.value}`);
    waiting.push(...partsOf(node).reverse());
  }
  return { names: [...names], states: [...statesIn(root)] };
}

/** A node of an expression in the engine's form. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly [member: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The child nodes with the same input. */
function partsOf(node: Node): unknown[] {
  switch (node.type) {
    case "path":
      return listOf(node.steps).slice(0, 1);
    case "unary":
      // An object has pairs of a name and a value; a list and a negation have expressions.
      return [...listOf(node.lhs).flat(), ...listOf(node.expressions), node.expression];
    case "binary":
    case "apply":
      return [node.lhs, node.rhs];
    case "function":
    case "partial":
      return [node.procedure, ...listOf(node.arguments)];
    case "lambda":
      return [node.body];
    case "condition":
      return [node.condition, node.then, node.else];
    case "block":
      return listOf(node.expressions);
    case "bind":
      return [node.rhs];
    default:
      return [];
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function statesIn(root: unknown): ReadonlySet<string> {
  const members = new Set<string>();
  const waiting: unknown[] = [root];
  for (let node = waiting.pop(); waiting.length > 0 || node !== undefined; node = waiting.pop()) {
    if (typeof node !== "object" || node === null) continue;
    const [first, second] = isNode(node) && node.type === "path" ? listOf(node.steps) : [];
    if (isNode(first) && first.type === "variable" && first.value === "states")
      if (isNode(second) && second.type === "name") members.add(String(second.value));
    waiting.push(...Object.values(node).filter((part) => typeof part === "object" && part !== null));
  }
  return members;
}
