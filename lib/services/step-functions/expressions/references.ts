import type { IntrinsicCall } from "./intrinsics/ast.js";
import type { Filter, JsonPath, Operand } from "./json-path/ast.js";
import { variablesOfJsonata } from "./jsonata/references.js";
import type { TemplateNode } from "./template-node.js";

/** The variables in a path, including its filters. */
export function variablesOfPath({ root, segments }: JsonPath): readonly string[] {
  const inFilters = segments.flatMap((segment) =>
    segment.kind === "filter" ? variablesOfFilter(segment.test) : [],
  );
  return root.kind === "variable" ? [root.name, ...inFilters] : inFilters;
}

/** The variables in a template. */
export function variablesOfNode(node: TemplateNode): readonly string[] {
  switch (node.kind) {
    case "constant":
      return [];
    case "object":
      return node.members.flatMap(([, member]) => variablesOfNode(member));
    case "array":
      return node.items.flatMap(variablesOfNode);
    case "path":
      return variablesOfPath(node.path);
    case "intrinsic":
      return variablesOfCall(node.call);
    case "jsonata":
      return variablesOfJsonata(node.expression);
  }
}

function variablesOfFilter(filter: Filter): readonly string[] {
  switch (filter.kind) {
    case "and":
    case "or":
      return [...variablesOfFilter(filter.left), ...variablesOfFilter(filter.right)];
    case "not":
      return variablesOfFilter(filter.filter);
    case "exists":
      return variablesOfPath(filter.path);
    case "comparison":
      return [filter.left, filter.right].flatMap(variablesOfOperand);
  }
}

function variablesOfOperand(operand: Operand): readonly string[] {
  return operand.kind === "path" ? variablesOfPath(operand.path) : [];
}

function variablesOfCall(call: IntrinsicCall): readonly string[] {
  return call.arguments.flatMap((argument) => {
    if (argument.kind === "call") return variablesOfCall(argument.call);
    return argument.kind === "path" ? variablesOfPath(argument.path) : [];
  });
}
