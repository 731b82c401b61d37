import { isNode, nameOf, type ParsedFile, type SyntaxNode } from "./source.js";

/** The rooms that serve every service alike. */
const shared = /^lib\/(signing|dispatch|protocols|http|runtime|wire|clock|model)\//;

/** Code in the shared rooms that is about S3: comments may name it, as an example. */
export function s3InSharedRooms(files: readonly ParsedFile[]): string[] {
  return wordsIn(
    files.filter(({ path }) => shared.test(path) && !path.includes("/generated/")),
    /(?<![A-Za-z0-9])s3|S3/,
    "Declare what S3 does differently in its definition: a signing profile, a hook, or a member of it.",
  );
}

/** ARNs that are written out: their partition would be wrong in other regions. */
export function writtenArns(files: readonly ParsedFile[]): string[] {
  return wordsIn(
    files.filter(({ path }) => path !== "lib/shared/arn.ts" && !path.includes("/generated/")),
    /arn:aws[\w-]*:|arn:$/,
    "Use lib/shared/arn.ts, which knows the partition of a region.",
  );
}

function wordsIn(files: readonly ParsedFile[], word: RegExp, advice: string): string[] {
  return files.flatMap((file) =>
    file.nodes.flatMap(({ node }) => {
      const text = textOf(node);
      if (text === undefined || !word.test(text)) return [];
      return [`${file.path}:${file.lineOf(node.start)} has ${text}. ${advice}`];
    }),
  );
}

/** The identifier, literal or piece of a template that a node is. */
function textOf(node: SyntaxNode): string | undefined {
  if (node.type === "Literal") return typeof node.raw === "string" ? node.raw : undefined;
  if (node.type !== "TemplateElement") return nameOf(node);
  // ESTree has the text of a piece of a template in an object that is not a node.
  const { value } = node;
  if (isNode(value) || typeof value !== "object" || value === null || !("raw" in value)) return undefined;
  return typeof value.raw === "string" ? value.raw : undefined;
}
