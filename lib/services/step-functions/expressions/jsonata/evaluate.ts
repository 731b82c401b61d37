import type { Json } from "../../../../runtime/store/codec.js";
import type { Template } from "../../definition/types.js";
import { StatesError } from "../errors.js";
import type { JsonataScope } from "../scope.js";
import type { TemplateNode } from "../template-node.js";
import { LimitExceeded } from "./evaluation.js";
import type { JsonataExpression } from "./expression.js";
import { toJson, UnsupportedResult } from "./result.js";

/**
 * Whether a template has any expression. Without one it is its own result, and the evaluation is synchronous.
 */
export function hasJsonata({ compiled }: Template): boolean {
  return compiled.kind !== "constant";
}

/** AWS's names of the JSON types that a field can require. */
export type JsonType = "array" | "boolean" | "null" | "number" | "object" | "string";

/**
 * Evaluates every `{% … %}` of a template.
 *
 * @param expected the allowed types. Default any.
 * @throws StatesError States.QueryEvaluationError, with the location of the expression.
 */
export async function evaluateJsonata(
  template: Template,
  scope: JsonataScope,
  expected?: readonly JsonType[],
): Promise<Json> {
  const value = await evaluateNode(template.compiled, scope);
  if (expected === undefined || expected.includes(typeOf(value))) return value;
  const source = template.compiled.kind === "jsonata" ? template.compiled.expression.text : template.written;
  throw failure(
    `${about(String(source), template.field)} returned an unexpected result type. Expected '${expected.join("' or '")}', but was '${typeOf(value)}' for value: ${JSON.stringify(value)}`,
    template.field,
  );
}

async function evaluateNode(node: TemplateNode, scope: JsonataScope): Promise<Json> {
  switch (node.kind) {
    case "constant":
      return node.value;
    case "jsonata":
      return evaluateExpression(node.expression, node.location, scope);
    case "array": {
      const items: Json[] = [];
      for (const item of node.items) items.push(await evaluateNode(item, scope));
      return items;
    }
    case "object": {
      const members: [string, Json][] = [];
      for (const [name, member] of node.members) members.push([name, await evaluateNode(member, scope)]);
      return Object.fromEntries(members);
    }
    default:
      throw new TypeError(`'${node.field}' is JSONPath. Evaluate it with applyTemplate.`);
  }
}

async function evaluateExpression(
  expression: JsonataExpression,
  location: string,
  scope: JsonataScope,
): Promise<Json> {
  const where = about(expression.text, location);
  const value = await expression.evaluate(scope).catch((error: unknown) => {
    throw failure(`${where} threw an error during evaluation${reasonOf(error)}`, location);
  });
  if (value === undefined) throw failure(`${where} returned nothing (undefined).`, location);
  try {
    return toJson(value);
  } catch (error) {
    if (error instanceof LimitExceeded)
      throw failure(`${where} threw an error during evaluation: ${error.message}`, location);
    if (error instanceof UnsupportedResult)
      throw failure(`${where} returned an unsupported result type.`, location);
    throw error;
  }
}

function about(expression: string, location: string): string {
  return `The JSONata expression '${expression}' specified for the field '${location}'`;
}

function failure(cause: string, location: string): StatesError {
  return new StatesError("States.QueryEvaluationError", cause, location);
}

/** The engine's error in AWS's wording: after a full stop if it has a code, else after a colon. */
function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return STACK_OVERFLOW;
  if (typeof error !== "object" || error === null) return `: ${String(error)}`;
  const code = "code" in error ? String(error.code) : undefined;
  if (code === "D1011") return STACK_OVERFLOW;
  if (code === "D2014" || code === "D2015") return ": Expression evaluation memory limit exceeded";
  const message = "message" in error ? String(error.message) : "";
  return code === undefined ? `: ${message}` : `. ${code}: ${message}`;
}

const STACK_OVERFLOW = ": Stack overflow error";

/** AWS's name of the type of a value. */
export function typeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "object") return "object";
  return typeof value === "string" ? "string" : typeof value === "number" ? "number" : "boolean";
}
