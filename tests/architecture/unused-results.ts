import { isNode, nameOf, type ParsedFile } from "./source.js";

/** Global functions without an effect but an error, which bundlers remove if the result is not used. */
const PURE = new Set([
  "BigInt",
  "Boolean",
  "Number",
  "String",
  "atob",
  "btoa",
  "decodeURI",
  "decodeURIComponent",
  "encodeURI",
  "encodeURIComponent",
  "parseFloat",
  "parseInt",
  "structuredClone",
]);

/**
 * Calls for the error alone, such as `decodeURIComponent(path);` in a `try` block: the built package does not have them.
 * The unit tests do not notice, because they run the sources.
 */
export function unusedResults(files: readonly ParsedFile[]): string[] {
  return files.flatMap((file) =>
    file.nodes.flatMap(({ node }) => {
      const { expression } = node;
      if (node.type !== "ExpressionStatement" || !isNode(expression)) return [];
      const name = isNode(expression.callee) ? (nameOf(expression.callee) ?? "") : "";
      const isRemoved = expression.type === "NewExpression" || PURE.has(name);
      if (!isRemoved) return [];
      const line = file.lineOf(node.start);
      return [
        `${file.path}:${line} calls ${name} for its error alone. Bundlers remove that: use the result.`,
      ];
    }),
  );
}
