import { isNode, nameOf, nodeList, type ParsedFile, type SyntaxNode, type VisitedNode } from "./source.js";

const wrappers = ["Readonly", "Partial", "NonNullable", "Required"];
/** The one place that may do it. */
const helper = "lib/values/own.ts";
/** In these parts, such keys are names of the model or of Node's headers, never a client's. */
const modelParts = /^lib\/(model|protocols|dispatch)\//;
const modelNames = ["name", "wireName", "headerName", "methodName", "member", "label"];
/** Positions in arrays. */
const positions = ["i", "j", "index"];

/**
 * Lookups by a computed key in records whose keys are any strings. With a
 * client's key, `constructor` finds what all objects inherit, and writing
 * `__proto__` writes nothing.
 *
 * Records are known by their declared types, within the limits of syntax:
 * what has no annotation of its own (an inferred variable) is not seen.
 */
export function openLookups(files: readonly ParsedFile[]): string[] {
  const aliases = new Set(files.flatMap(({ nodes }) => nodes.flatMap(({ node }) => aliasOf(node) ?? [])));
  const isOpen = (type: unknown): boolean => isOpenRecord(type, aliases);
  const members = new Set(files.flatMap((file) => memberNames(file, isOpen)));
  const exported = new Set(files.flatMap((file) => exportedNames(file, isOpen)));
  return files.flatMap((file) => {
    if (file.path === helper) return [];
    const locals = localNames(file, isOpen, members, exported);
    const enumerated = enumeratedLookups(file);
    const open = (object: unknown, key: unknown) =>
      isRecord(object, locals, members) && isOpenKey(key, file) && !hasNoPrototype(file, object);
    return file.nodes.flatMap(({ node, parent }) => {
      if (!isLookup(node, parent, open)) return [];
      const text = textOf(file, node);
      if (enumerated.has(text)) return [];
      return [
        `${file.path}:${file.lineOf(node.start)} looks up ${text} in an object. Use own() of lib/values/own.ts or a Map; to write, an object made by Object.create(null).`,
      ];
    });
  });
}

/** `record[key]`, `key in record`, `const { [key]: value } = record`. */
function isLookup(
  node: SyntaxNode,
  parent: SyntaxNode | undefined,
  open: (object: unknown, key: unknown) => boolean,
): boolean {
  if (node.type === "MemberExpression") {
    return node.computed === true && !isDeleted(parent) && open(node.object, node.property);
  }
  if (node.type === "BinaryExpression") return node.operator === "in" && open(node.right, node.left);
  if (node.type !== "VariableDeclarator" || !isNode(node.id) || node.id.type !== "ObjectPattern")
    return false;
  return nodeList(node.id.properties).some(
    // A variable named "_" is only omitted.
    ({ computed, key, value }) =>
      computed === true && !/^_+$/.test(nameOf(value) ?? "") && open(node.init, key),
  );
}

/** `Record<string, …>`, an object type with an index signature, or an alias of either. */
function isOpenRecord(type: unknown, aliases: ReadonlySet<string>): boolean {
  if (!isNode(type)) return false;
  if (type.type === "TSUnionType" || type.type === "TSIntersectionType") {
    return nodeList(type.types).some((part) => isOpenRecord(part, aliases));
  }
  if (type.type === "TSTypeLiteral") return nodeList(type.members).some(isIndex);
  if (type.type !== "TSTypeReference") return false;
  const name = nameOf(type.typeName) ?? "";
  const [first] = isNode(type.typeArguments) ? nodeList(type.typeArguments.params) : [];
  if (name === "Record") return first?.type === "TSStringKeyword";
  return wrappers.includes(name) ? isOpenRecord(first, aliases) : aliases.has(name);
}

/** The name of a type that is an open record by itself. */
function aliasOf(node: SyntaxNode): string | undefined {
  if (node.type === "TSTypeAliasDeclaration" && isOpenRecord(node.typeAnnotation, new Set())) {
    return nameOf(node.id);
  }
  const body = node.type === "TSInterfaceDeclaration" && isNode(node.body) ? nodeList(node.body.body) : [];
  return body.some(isIndex) ? nameOf(node.id) : undefined;
}

function isIndex(node: SyntaxNode): boolean {
  return node.type === "TSIndexSignature";
}

type IsOpen = (type: unknown) => boolean;

function annotationOf(node: SyntaxNode): unknown {
  return isNode(node.typeAnnotation) ? node.typeAnnotation.typeAnnotation : undefined;
}

/** Members of interfaces and classes that are open records; by name alone, in all of lib/. */
function memberNames({ nodes }: ParsedFile, isOpen: IsOpen): string[] {
  return nodes.flatMap(({ node, parent }) => {
    const isMember = node.type === "TSPropertySignature" || node.type === "PropertyDefinition";
    const declared = parent?.type === "TSParameterProperty" ? node : undefined;
    const name = isMember ? nameOf(node.key) : nameOf(declared);
    return name !== undefined && isOpen(annotationOf(node)) ? [name] : [];
  });
}

function exportedNames({ body }: ParsedFile, isOpen: IsOpen): string[] {
  return body.flatMap(({ type, declaration }) => {
    if (type !== "ExportNamedDeclaration" || !isNode(declaration)) return [];
    return nodeList(declaration.declarations).flatMap(({ id }) =>
      isNode(id) && isOpen(annotationOf(id)) ? (nameOf(id) ?? []) : [],
    );
  });
}

/** Variables and parameters that are open records: annotated, imported, or destructured from a member. */
function localNames(
  { nodes }: ParsedFile,
  isOpen: IsOpen,
  members: ReadonlySet<string>,
  exported: ReadonlySet<string>,
): ReadonlySet<string> {
  const names = nodes.flatMap(({ node, parent }) => {
    if (node.type === "Identifier" && isOpen(annotationOf(node))) return nameOf(node) ?? [];
    if (node.type === "ImportSpecifier" && exported.has(nameOf(node.imported) ?? ""))
      return nameOf(node.local) ?? [];
    if (node.type !== "Property" || parent?.type !== "ObjectPattern") return [];
    const target =
      isNode(node.value) && node.value.type === "AssignmentPattern" ? node.value.left : node.value;
    return members.has(nameOf(node.key) ?? "") ? (nameOf(target) ?? []) : [];
  });
  return new Set(names);
}

function isRecord(object: unknown, locals: ReadonlySet<string>, members: ReadonlySet<string>): boolean {
  if (!isNode(object)) return false;
  if (object.type === "Identifier") return locals.has(nameOf(object) ?? "");
  if (object.type === "ChainExpression") return isRecord(object.expression, locals, members);
  return (
    object.type === "MemberExpression" && object.computed !== true && members.has(memberName(object.property))
  );
}

/** A member's name, private ones (`#facts`) included. */
function memberName(property: unknown): string {
  return isNode(property) && typeof property.name === "string" ? property.name : "";
}

function isOpenKey(key: unknown, file: ParsedFile): boolean {
  if (!isNode(key) || ["Literal", "UnaryExpression", "BinaryExpression"].includes(key.type)) return false;
  // A name in capitals is a constant.
  if (positions.includes(nameOf(key) ?? "") || /^[A-Z][A-Z_]+$/.test(nameOf(key) ?? "")) return false;
  const [start] = key.type === "TemplateLiteral" ? nodeList(key.expressions) : [key];
  const name = start?.type === "MemberExpression" ? memberName(start.property) : nameOf(start);
  return !(modelParts.test(file.path) && isModelName(start, name));
}

/** `member.wireName`; of bare variables only `member`, because clients send names, too. */
function isModelName(node: SyntaxNode | undefined, name = ""): boolean {
  return node?.type === "MemberExpression" ? modelNames.includes(name) : name === "member";
}

/** `record[key]` within a loop over the record's own keys, as text. */
function enumeratedLookups(file: ParsedFile): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { node } of file.nodes) {
    if (node.type !== "ForInStatement" && node.type !== "ForOfStatement") continue;
    const [declared] = isNode(node.left) ? nodeList(node.left.declarations) : [];
    const key = nameOf(declared?.id);
    const record = node.type === "ForInStatement" ? node.right : keysOf(node.right);
    if (key !== undefined && isNode(record)) found.add(`${textOf(file, record)}[${key}]`);
  }
  return found;
}

/** The record in `Object.keys(record)`. */
function keysOf(node: unknown): unknown {
  if (!isNode(node) || node.type !== "CallExpression" || !isNode(node.callee)) return undefined;
  const { callee } = node;
  return nameOf(callee.object) === "Object" && nameOf(callee.property) === "keys"
    ? nodeList(node.arguments)[0]
    : undefined;
}

function isDeleted(parent: VisitedNode["parent"]): boolean {
  return parent?.type === "UnaryExpression" && parent.operator === "delete";
}

/** A variable or member that the file makes with `Object.create(null)`. */
function hasNoPrototype(file: ParsedFile, object: unknown): boolean {
  const name = nameOf(object) ?? (isNode(object) ? memberName(object.property) : "");
  return file.nodes.some(({ node }) => {
    const [target, value] =
      node.type === "VariableDeclarator" ? [node.id, node.init] : [node.left, node.right];
    if (nameOf(target) !== name || !isNode(value)) return false;
    return textOf(file, value).startsWith("Object.create(null)");
  });
}

function textOf(file: ParsedFile, node: SyntaxNode): string {
  return file.text.slice(node.start, node.end).replace(/\s+/g, " ");
}
