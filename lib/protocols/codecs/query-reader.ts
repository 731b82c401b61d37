import { parseQueryString, type QueryParameters, queryParameter } from "../../model/query-string.js";
import type { ListShape, MapShape, Member, Shape, StructureShape } from "../../model/shapes.js";
import { malformedInput } from "../errors.js";
import { readText } from "./text.js";

/** Parameter names of a query protocol. */
export interface QueryNaming {
  memberName(member: Member): string;
  /** Lists are `Name.1`, not `Name.member.1`. */
  readonly flatLists: boolean;
}

/** `Tags.member.1.Key=a` as a tree: the keys of a level, each with a value, children, or both. */
interface Node {
  value: string | undefined;
  readonly children: Map<string, Node>;
}

const MAX_DEPTH = 200;

/** The form body, or the query string of a GET. */
export function readForm(body: Uint8Array, query: string): QueryParameters {
  return parseQueryString(formText(body, query));
}

/** The action that a form names. */
export function actionOf(body: Uint8Array, query: string): string | undefined {
  return queryParameter(formText(body, query), "Action");
}

function formText(body: Uint8Array, query: string): string {
  if (body.length === 0) return query;
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
}

/** Parses an input from form parameters. Throws `MalformedInput` for values of the wrong type. */
export function readQueryInput(
  shape: StructureShape,
  parameters: QueryParameters,
  naming: QueryNaming,
): Record<string, unknown> {
  const root = emptyNode();
  for (const [name, [value = ""]] of parameters) insert(root, name.split("."), value);
  return readStructure(shape, root, naming);
}

function emptyNode(): Node {
  return { value: undefined, children: new Map() };
}

function insert(root: Node, path: readonly string[], value: string): void {
  if (path.length > MAX_DEPTH) throw malformedInput(`The request is nested deeper than ${MAX_DEPTH} levels.`);
  let node = root;
  for (const step of path) {
    let next = node.children.get(step);
    if (next === undefined) {
      next = emptyNode();
      node.children.set(step, next);
    }
    node = next;
  }
  node.value = value;
}

function readStructure(shape: StructureShape, node: Node, naming: QueryNaming): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const member of shape.members) {
    const child = node.children.get(naming.memberName(member));
    if (child === undefined) continue;
    const value = read(member.shape, child, naming);
    if (value !== undefined) values[member.name] = value;
  }
  return values;
}

function read(shape: Shape, node: Node, naming: QueryNaming): unknown {
  switch (shape.type) {
    case "structure":
      return readStructure(shape, node, naming);
    case "list":
      return readList(shape, node, naming);
    case "map":
      return readMap(shape, node, naming);
    default:
      return readScalar(shape, node);
  }
}

/** `Name.member.1`, or `Name.1` when flat; `Name=` alone is the empty list. */
function readList(shape: ListShape, node: Node, naming: QueryNaming): unknown[] {
  const flat = naming.flatLists || shape.flattened;
  const items = flat ? node : (node.children.get(shape.member.wireName) ?? node);
  return numbered(items).flatMap((item) => read(shape.member.shape, item, naming) ?? []);
}

/** `Name.entry.1.key` and `.value`, without `entry` when flat. */
function readMap(shape: MapShape, node: Node, naming: QueryNaming): Record<string, unknown> {
  const entries = shape.flattened ? node : (node.children.get("entry") ?? node);
  const map: Record<string, unknown> = Object.create(null);
  for (const entry of numbered(entries)) {
    const key = entry.children.get(shape.key.wireName)?.value;
    const value = entry.children.get(shape.value.wireName);
    if (key !== undefined && value !== undefined) map[key] = read(shape.value.shape, value, naming);
  }
  return map;
}

/** The elements in numeric order; clients may leave gaps. */
function numbered(node: Node): Node[] {
  return [...node.children]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function readScalar(shape: Shape, node: Node): unknown {
  const text = node.value;
  if (text === undefined || (text === "" && shape.type !== "string" && shape.type !== "blob"))
    return undefined;
  const value = readText(shape, text);
  if (value === undefined) throw malformedInput(`Invalid value for type ${shape.type}: ${text}`);
  return value;
}
