import { isUtf8 } from "node:buffer";
import type { ListShape, MapShape, Member, Shape, StructureShape } from "../../model/shapes.js";
import { isRecord } from "../../model/values.js";
import { malformedXml } from "../errors.js";
import { readText } from "./text.js";

/** An element: its text alone, or its children by name with attributes and text under {@link ATTRIBUTES} and {@link TEXT}. */
type Element = unknown;

/** No XML name holds a space, so these never collide with an element. */
const ATTRIBUTES = " attributes";
const TEXT = " text";

const MAX_DEPTH = 200;

/**
 * Parses the bytes of an XML body to its root element. Throws `MalformedXML`
 * when they are not UTF-8 or not well-formed. Entities of a DTD are not expanded.
 */
export async function parseXml(body: Uint8Array): Promise<Element> {
  if (!isUtf8(body)) throw malformedXml();
  const { Parser } = await import("xml2js");
  const parser = new Parser({
    attrkey: ATTRIBUTES,
    charkey: TEXT,
    explicitRoot: false,
    tagNameProcessors: [withoutPrefix],
  });
  try {
    return await parser.parseStringPromise(Buffer.from(body).toString("utf8"));
  } catch {
    throw malformedXml();
  }
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Reads the named members of a structure from its element. */
export function readXmlMembers(
  members: readonly Member[],
  element: Element,
  depth = 0,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const member of members) {
    const value =
      member.traits.xmlAttribute === true
        ? readAttribute(member, element)
        : readMember(member, element, depth);
    if (value !== undefined) values[member.name] = value;
  }
  return values;
}

/** Reads a structure, union included, from its element. */
export function readXmlStructure(shape: StructureShape, element: Element): Record<string, unknown> {
  return readXmlMembers(shape.bindings.body, element);
}

function readMember(member: Member, parent: Element, depth: number): unknown {
  const elements = childrenOf(parent, member.wireName);
  const [first] = elements;
  if (first === undefined) return undefined;
  const { shape } = member;
  const flattened = member.traits.flattened === true || ("flattened" in shape && shape.flattened);
  if (shape.type === "list" && flattened) return readItems(shape, elements, depth);
  if (shape.type === "map" && flattened) return readEntries(shape, elements, depth);
  return readElement(shape, first, depth);
}

function readElement(shape: Shape, element: Element, depth: number): unknown {
  if (depth > MAX_DEPTH) throw malformedXml();
  switch (shape.type) {
    case "structure":
      return readXmlMembers(shape.members, element, depth + 1);
    case "list":
      return readItems(shape, childrenOf(element, shape.member.wireName), depth);
    case "map":
      return readEntries(shape, childrenOf(element, "entry"), depth);
    default:
      return readScalar(shape, textOf(element));
  }
}

function readItems(shape: ListShape, elements: readonly Element[], depth: number): unknown[] {
  return elements.flatMap((element) => [readElement(shape.member.shape, element, depth + 1)]);
}

function readEntries(shape: MapShape, elements: readonly Element[], depth: number): Record<string, unknown> {
  const map: Record<string, unknown> = Object.create(null);
  for (const element of elements) {
    const [key] = childrenOf(element, shape.key.wireName);
    const [value] = childrenOf(element, shape.value.wireName);
    if (key !== undefined && value !== undefined) {
      map[textOf(key)] = readElement(shape.value.shape, value, depth + 1);
    }
  }
  return map;
}

function readAttribute(member: Member, element: Element): unknown {
  const attributes = isRecord(element) ? element[ATTRIBUTES] : undefined;
  const text = isRecord(attributes) ? attributes[member.wireName] : undefined;
  return typeof text === "string" ? readScalar(member.shape, text) : undefined;
}

function readScalar(shape: Shape, text: string): unknown {
  if (text === "" && shape.type !== "string" && shape.type !== "blob") throw malformedXml();
  const value = readText(shape, text);
  if (value === undefined) throw malformedXml();
  return value;
}

function childrenOf(element: Element, name: string): readonly Element[] {
  const children = isRecord(element) && Object.hasOwn(element, name) ? element[name] : undefined;
  return Array.isArray(children) ? children : [];
}

function textOf(element: Element): string {
  if (typeof element === "string") return element;
  const text = isRecord(element) ? element[TEXT] : undefined;
  return typeof text === "string" ? text : "";
}
