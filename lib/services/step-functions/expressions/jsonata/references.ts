import type { JsonataExpression } from "./expression.js";

/** The free variables of an expression, including functions, which are variables in JSONata. */
export function variablesOfJsonata(expression: JsonataExpression): readonly string[] {
  const read = new Set<string>();
  const bound = new Set<string>();
  // Without recursion, because expressions may be deeply nested.
  const waiting: unknown[] = [expression.parse().ast()];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== "object" || node === null) continue;
    note(node, read, bound);
    waiting.push(...Object.values(node).filter((part) => typeof part === "object" && part !== null));
  }
  for (const name of bound) read.delete(name);
  return [...read];
}

/** The engine's nodes of `$name`, `$name := …` and `function($name){ … }`. */
function note(node: object, read: Set<string>, bound: Set<string>): void {
  if (!("type" in node)) return;
  if (node.type === "variable" && "value" in node) read.add(String(node.value));
  if (node.type === "bind" && "lhs" in node) bound.add(nameOf(node.lhs));
  if (node.type !== "lambda" || !("arguments" in node) || !Array.isArray(node.arguments)) return;
  for (const argument of node.arguments) bound.add(nameOf(argument));
}

function nameOf(variable: unknown): string {
  return typeof variable === "object" && variable !== null && "value" in variable
    ? String(variable.value)
    : "";
}
