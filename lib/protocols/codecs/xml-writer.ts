import {
  type ListShape,
  type MapShape,
  type Member,
  type Shape,
  type StructureShape,
  timestampFormatOf,
} from "../../model/shapes.js";
import { isPresent, isRecord, type Values } from "../../model/values.js";
import { base64 } from "./json-writer.js";
import { formatTimestamp } from "./timestamps.js";

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Writes the members of a structure as elements, in the model's order. */
export function writeXmlMembers(members: readonly Member[], values: Values): string {
  let xml = "";
  for (const member of members) {
    if (member.traits.xmlAttribute === true) continue;
    const value = values[member.name];
    if (value !== undefined && value !== null) xml += writeXmlMember(member, value, member.wireName);
  }
  return xml;
}

/** Writes one member under the given element name. */
export function writeXmlMember(member: Member, value: unknown, name: string): string {
  const { shape } = member;
  switch (shape.type) {
    case "structure":
      return isRecord(value) ? writeStructure(shape, member, value, name) : "";
    case "list":
      return Array.isArray(value) ? writeList(shape, member, value, name) : "";
    case "map":
      return isRecord(value) ? writeMap(shape, member, value, name) : "";
    default:
      return `<${name}>${writeScalar(member, value)}</${name}>`;
  }
}

function writeStructure(shape: StructureShape, member: Member, values: Values, name: string): string {
  const opening = `${name}${namespace(shape, member)}${attributes(shape, values)}`;
  return `<${opening}>${writeXmlMembers(shape.members, values)}</${name}>`;
}

function namespace(shape: StructureShape, member: Member): string {
  const declared = shape.xmlNamespace ?? member.traits.xmlNamespace;
  if (declared === undefined) return "";
  return ` ${declared.prefix === undefined ? "xmlns" : `xmlns:${declared.prefix}`}="${escapeXml(declared.uri)}"`;
}

function attributes(shape: StructureShape, values: Values): string {
  let text = "";
  for (const member of shape.members) {
    const value = values[member.name];
    if (member.traits.xmlAttribute === true && isPresent(value)) {
      text += ` ${member.wireName}="${writeScalar(member, value)}"`;
    }
  }
  return text;
}

function writeList(shape: ListShape, member: Member, items: readonly unknown[], name: string): string {
  const flattened = shape.flattened || member.traits.flattened === true;
  const itemName = flattened ? name : shape.member.wireName;
  let xml = "";
  for (const item of items) if (isPresent(item)) xml += writeXmlMember(shape.member, item, itemName);
  return flattened ? xml : `<${name}>${xml}</${name}>`;
}

function writeMap(shape: MapShape, member: Member, map: Values, name: string): string {
  const flattened = shape.flattened || member.traits.flattened === true;
  const entryName = flattened ? name : "entry";
  let xml = "";
  for (const [key, value] of Object.entries(map)) {
    if (!isPresent(value)) continue;
    const written = writeXmlMember(shape.value, value, shape.value.wireName);
    xml += `<${entryName}><${shape.key.wireName}>${escapeXml(key)}</${shape.key.wireName}>${written}</${entryName}>`;
  }
  return flattened ? xml : `<${name}>${xml}</${name}>`;
}

function writeScalar(member: Member, value: unknown): string {
  if (typeof value === "string") return escapeXml(value);
  if (value instanceof Date) return formatTimestamp(value, timestampFormatOf(member) ?? "iso8601");
  return value instanceof Uint8Array ? base64(value) : String(value);
}

/** Text safe in content and attributes. Control characters are written as references, as S3 does for keys. */
export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped
  return /[&<>"\u0000-\u001f\u0085\u2028]/.test(text) ? text.replace(ESCAPED, escapeCharacter) : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped
const ESCAPED = /[&<>"\u0000-\u0008\u000b-\u001f\u0085\u2028]/g;

function escapeCharacter(character: string): string {
  switch (character) {
    case "&":
      return "&amp;";
    case "<":
      return "&lt;";
    case ">":
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  }
}

/** True for a shape whose value is text, not elements. */
export function isScalar(shape: Shape): boolean {
  return shape.type !== "structure" && shape.type !== "list" && shape.type !== "map";
}
