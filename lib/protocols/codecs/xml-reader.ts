import { isUtf8 } from "node:buffer";
import type { ListShape, MapShape, Member, Shape, StructureShape } from "../../model/shapes.js";
import {
  attributeOf,
  childrenOf,
  parseXml,
  textOf,
  type XmlElement,
  type XmlRoot,
} from "../../text/xml-document.js";
import { malformedXml } from "../errors.js";
import { readText } from "./text.js";

const MAX_DEPTH = 200;

/** Parses an XML body to its root element. Throws `MalformedXML` if it is not UTF-8 or not well-formed. */
export async function parseXmlBody(body: Uint8Array): Promise<XmlRoot> {
  const root = isUtf8(body) ? await parseXml(Buffer.from(body).toString("utf8")) : undefined;
  if (!root) throw malformedXml();
  return root;
}

/** Reads the named members of a structure from its element. */
export function readXmlMembers(
  members: readonly Member[],
  element: XmlElement,
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

/** Reads a structure or union from its element. */
export function readXmlStructure(shape: StructureShape, element: XmlElement): Record<string, unknown> {
  return readXmlMembers(shape.bindings.body, element);
}

function readMember(member: Member, parent: XmlElement, depth: number): unknown {
  const elements = childrenOf(parent, member.wireName);
  const [first] = elements;
  if (first === undefined) return undefined;
  const { shape } = member;
  const flattened = member.traits.flattened === true || ("flattened" in shape && shape.flattened);
  if (shape.type === "list" && flattened) return readItems(shape, elements, depth);
  if (shape.type === "map" && flattened) return readEntries(shape, elements, depth);
  return readElement(shape, first, depth);
}

function readElement(shape: Shape, element: XmlElement, depth: number): unknown {
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

function readItems(shape: ListShape, elements: readonly XmlElement[], depth: number): unknown[] {
  return elements.flatMap((element) => [readElement(shape.member.shape, element, depth + 1)]);
}

function readEntries(
  shape: MapShape,
  elements: readonly XmlElement[],
  depth: number,
): Record<string, unknown> {
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

function readAttribute(member: Member, element: XmlElement): unknown {
  const text = attributeOf(element, member.wireName);
  return text === undefined ? undefined : readScalar(member.shape, text);
}

function readScalar(shape: Shape, text: string): unknown {
  if (text === "" && shape.type !== "string" && shape.type !== "blob") throw malformedXml();
  const value = readText(shape, text);
  if (value === undefined) throw malformedXml();
  return value;
}
