import type { Json } from "../../../runtime/store/codec.js";
import type { Template } from "../definition/types.js";
import { StatesError } from "./errors.js";
import { evaluateIntrinsic } from "./intrinsics/evaluate.js";
import type { JsonPath } from "./json-path/ast.js";
import { select } from "./json-path/read.js";
import type { Scope } from "./scope.js";
import type { TemplateNode } from "./template-node.js";

/**
 * Evaluates a template of a JSONPath state: Parameters, ResultSelector, ItemSelector, BatchInput, Assign, or
 * a field with an intrinsic function.
 *
 * @throws StatesError
 */
export function applyTemplate(template: Template, scope: Scope): Json {
  return evaluateNode(template.compiled, scope);
}

function evaluateNode(node: TemplateNode, scope: Scope): Json {
  switch (node.kind) {
    case "constant":
      return node.value;
    case "object":
      return Object.fromEntries(node.members.map(([name, member]) => [name, evaluateNode(member, scope)]));
    case "array":
      return node.items.map((item) => evaluateNode(item, scope));
    case "path":
      return readForField(node.field, node.path, scope);
    case "intrinsic":
      return evaluateIntrinsic(node.call, scope);
    case "jsonata":
      throw new TypeError(`${node.location} is JSONata. Evaluate it with evaluateJsonata.`);
  }
}

/**
 * Evaluates a path for a field, which the error names.
 *
 * @throws StatesError States.Runtime if it selects nothing.
 */
export function readForField(field: string, path: JsonPath, scope: Scope): Json {
  if (path.root.kind === "input" && scope.input === null) {
    throw new StatesError("States.Runtime", "Unable to apply Path transformation to null or empty input.");
  }
  const found = select(path, scope);
  if ("value" in found) return found.value;
  const root = path.root.kind === "context" ? scope.context : scope.input;
  throw new StatesError(
    "States.Runtime",
    `The JSONPath '${path.text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(root)}'`,
  );
}
