import { isNode, nameOf, nodeList, type ParsedFile, type SyntaxNode } from "../architecture/source.js";

/** A message that the sources throw: what is put in at run time is "…". */
export interface Message {
  readonly file: string;
  readonly text: string;
}

/** Errors whose messages are AWS's own: they are sent as AWS sends them. */
const OF_AWS = /^(Aws|States|EventPattern|ExpressionSyntax|Engine|Unreadable)/;

/** The messages of the errors that files make with `new`. */
export function messagesIn(files: readonly ParsedFile[]): Message[] {
  return files.flatMap(({ path, nodes }) =>
    nodes.flatMap(({ node }) => {
      const name = node.type === "NewExpression" ? nameOf(node.callee) : undefined;
      if (!name?.endsWith("Error") || OF_AWS.test(name)) return [];
      // Some have a status or a kind before their message, or a cause after it.
      const texts = nodeList(node.arguments).map(textOf);
      const [text = ""] = texts.sort((a, b) => b.length - a.length);
      return /\w{2}/.test(text) ? [{ file: path, text }] : [];
    }),
  );
}

/** The text of an expression, as far as it is written there. */
function textOf(node: SyntaxNode): string {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : "…";
  if (node.type === "TemplateLiteral") return nodeList(node.quasis).map(cooked).join("…");
  if (node.type === "BinaryExpression" && isNode(node.left) && isNode(node.right))
    return textOf(node.left) + textOf(node.right);
  return "…";
}

function cooked({ value }: SyntaxNode): string {
  const text: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, "cooked") : undefined;
  return typeof text === "string" ? text : "…";
}

/** Whether a pattern of the page, in which "…" is anything, is that of a message. */
export function explains(pattern: string, message: string): boolean {
  const parts = pattern.split("…").map((part) => part.trim());
  let from = 0;
  for (const [place, part] of parts.entries()) {
    const found = message.indexOf(part, from);
    if (found < 0 || (place === 0 && found > 0)) return false;
    from = found + part.length;
  }
  return true;
}
