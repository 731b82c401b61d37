import type { Json } from "../../../runtime/store/codec.js";
import type { Path, QueryLanguage, ReferencePath, Template } from "../definition/types.js";
import { parseIntrinsic } from "./intrinsics/parse.js";
import { isArray, isObject } from "./json-path/compare.js";
import { parsePath } from "./json-path/parse.js";
import { jsonataSource } from "./jsonata/delimiters.js";
import { JsonataExpression } from "./jsonata/expression.js";
import { ExpressionSyntaxError } from "./scanner.js";
import type { TemplateNode } from "./template-node.js";

/**
 * Compiles a path: `$.a`, `$$.Execution.Id`, `$variable[0]`.
 *
 * @throws ExpressionSyntaxError
 */
export function compilePath(text: string): Path {
  return { text, compiled: parsePath(text) };
}

/**
 * Compiles a path to a single location in the input: only members and indexes.
 *
 * @throws ExpressionSyntaxError
 */
export function compileReferencePath(text: string): ReferencePath {
  if (!text.startsWith("$")) {
    throw new ExpressionSyntaxError("Reference path didn't start with '$'");
  }
  const path = parsePath(text);
  if (path.root.kind !== "input") throw new ExpressionSyntaxError("Reference path must start with '$.'");
  const steps = path.segments.map((segment) => {
    const [step, ...others] =
      segment.kind === "members" ? segment.names : segment.kind === "indexes" ? segment.indexes : [];
    if (step === undefined || others.length > 0 || Number(step) < 0) {
      throw new ExpressionSyntaxError("Reference path must select one value");
    }
    return step;
  });
  return { text, steps };
}

/**
 * Compiles a value that may contain expressions: in JSONPath, members whose names end with `.$`; in JSONata,
 * strings in `{% … %}`.
 *
 * @param field the name of the field, for errors.
 * @throws ExpressionSyntaxError for paths and intrinsic functions. JSONata is parsed when it is evaluated.
 */
export function compileTemplate(field: string, source: Json, language: QueryLanguage): Template {
  const compiled = language === "JSONata" ? jsonataNode(source, field) : pathNode(source);
  return { field, written: source, compiled };
}

/** Compiles the value of a field that accepts a path or an intrinsic function, such as `CausePath`. */
export function compilePathOrIntrinsic(field: string, text: string): Template {
  return { field, written: text, compiled: expressionNode(field, text) };
}

function pathNode(source: Json): TemplateNode {
  if (isArray(source)) return arrayNode(source, source.map(pathNode));
  if (!isObject(source)) return { kind: "constant", value: source };
  const members = Object.entries(source).map(([name, value]) =>
    name.endsWith(".$")
      ? ([name.slice(0, -2), expressionNode(name, value)] as const)
      : ([name, pathNode(value)] as const),
  );
  return objectNode(source, members);
}

function expressionNode(field: string, text: Json): TemplateNode {
  if (typeof text !== "string") throw new ExpressionSyntaxError(`the value of '${field}' must be a string`);
  if (text.startsWith("$")) return { kind: "path", field, path: parsePath(text) };
  return { kind: "intrinsic", field, call: parseIntrinsic(text) };
}

function jsonataNode(source: Json, location: string): TemplateNode {
  if (typeof source === "string") {
    const expression = jsonataSource(source);
    return expression === undefined
      ? { kind: "constant", value: source }
      : { kind: "jsonata", location, expression: new JsonataExpression(expression.trim()) };
  }
  if (isArray(source)) {
    return arrayNode(
      source,
      source.map((item, i) => jsonataNode(item, `${location}[${i}]`)),
    );
  }
  if (!isObject(source)) return { kind: "constant", value: source };
  const members = Object.entries(source).map(
    ([name, value]) => [name, jsonataNode(value, `${location}/${name}`)] as const,
  );
  return objectNode(source, members);
}

function arrayNode(source: Json, items: readonly TemplateNode[]): TemplateNode {
  return items.every(isConstant) ? { kind: "constant", value: source } : { kind: "array", items };
}

function objectNode(
  source: Json,
  members: readonly (readonly [name: string, node: TemplateNode])[],
): TemplateNode {
  return members.every(([, node]) => isConstant(node))
    ? { kind: "constant", value: source }
    : { kind: "object", members };
}

function isConstant(node: TemplateNode): boolean {
  return node.kind === "constant";
}
