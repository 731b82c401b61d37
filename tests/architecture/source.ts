import { parseAst } from "rolldown/parseAst";

/** A source file as the rules see it; `path` is relative to the repository, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A node of the syntax tree (ESTree with TypeScript's additions). */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

export interface ParsedFile extends SourceFile {
  readonly body: readonly SyntaxNode[];
  /** Every node of the file, parents before children. */
  readonly nodes: readonly VisitedNode[];
  readonly imports: readonly Import[];
  lineOf(offset: number): number;
}

/** A node with its place: the member of its parent that holds it. */
export interface VisitedNode {
  readonly node: SyntaxNode;
  readonly parent: SyntaxNode | undefined;
  readonly member: string;
}

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** The import vanishes when the file is compiled. */
  readonly typeOnly: boolean;
}

/** Parses one TypeScript file; throws if it is not TypeScript. */
export function parse(file: SourceFile): ParsedFile {
  const program: unknown = parseAst(file.text, { lang: "ts" }, file.path);
  if (!isNode(program)) throw new Error(`${file.path} has no syntax tree.`);
  const nodes = [...visit(program, undefined, "")];
  const lineOf = (offset: number) => file.text.slice(0, offset).split("\n").length;
  const imports = nodes.flatMap(({ node }) => {
    const found = readImport(node);
    return found === undefined ? [] : [{ ...found, line: lineOf(node.start) }];
  });
  return { ...file, body: nodeList(program.body), nodes, imports, lineOf };
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The nodes among the values of a list member such as `body` or `arguments`. */
export function nodeList(value: unknown): SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The name of an identifier; `undefined` for every other value. */
export function nameOf(value: unknown): string | undefined {
  return isNode(value) && value.type === "Identifier" && typeof value.name === "string"
    ? value.name
    : undefined;
}

function* visit(node: SyntaxNode, parent: SyntaxNode | undefined, member: string): Generator<VisitedNode> {
  yield { node, parent, member };
  for (const [name, value] of Object.entries(node)) {
    if (isNode(value)) yield* visit(value, node, name);
    for (const child of nodeList(value)) yield* visit(child, node, name);
  }
}

function readImport(node: SyntaxNode): Omit<Import, "line"> | undefined {
  if (!isNode(node.source) || typeof node.source.value !== "string") return undefined;
  const specifier = node.source.value;
  switch (node.type) {
    case "ImportDeclaration":
      return { specifier, typeOnly: node.importKind === "type" || onlyTypes(node.specifiers, "importKind") };
    case "ExportNamedDeclaration":
      return { specifier, typeOnly: node.exportKind === "type" || onlyTypes(node.specifiers, "exportKind") };
    case "ExportAllDeclaration":
      return { specifier, typeOnly: node.exportKind === "type" };
    case "ImportExpression":
      return { specifier, typeOnly: false };
    case "TSImportType":
      return { specifier, typeOnly: true };
    default:
      return undefined;
  }
}

function onlyTypes(specifiers: unknown, kind: string): boolean {
  const list = nodeList(specifiers);
  return list.length > 0 && list.every((specifier) => specifier[kind] === "type");
}
