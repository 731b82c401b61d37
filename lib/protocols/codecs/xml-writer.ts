import type { ListedItem } from "../../core/document-order.js";
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
import { formatTimestamp, toIso8601 } from "./timestamps.js";
import { escapeXml } from "./xml-text.js";

/** Writes a value, as an element of one name or as several. */
type Write = (value: unknown) => string;

/** How the members of a structure are written, in the model's order. */
interface Field {
  readonly member: string;
  readonly write: Write;
}

/**
 * Writes values as XML. What a shape needs is worked out once, when it is
 * first written: from then on a value meets no question about its shape.
 */
export class XmlWriter {
  readonly #fields = new WeakMap<readonly Member[], readonly Field[]>();

  /** @param date writes timestamps whose model asks for no other format. */
  constructor(private readonly date: (date: Date) => string = toIso8601) {}

  /** Writes the members of a structure as elements. */
  members(members: readonly Member[], values: Values): string {
    return writeFields(this.#fieldsOf(members), values);
  }

  /** As {@link members}, with the items of some flattened lists in an order of their own: where the first of the lists is. */
  ordered(members: readonly Member[], values: Values, order: readonly ListedItem[]): string {
    const fields = new Map(this.#fieldsOf(members).map(({ member, write }) => [member, write]));
    const items = order.map(([member, item]) => fields.get(member)?.([item]) ?? "").join("");
    const listed = new Set(order.map(([member]) => member));
    let [xml, rest] = ["", items];
    for (const [member, write] of fields) {
      if (listed.has(member)) {
        xml += rest;
        rest = "";
      } else if (isPresent(values[member])) {
        xml += write(values[member]);
      }
    }
    return xml;
  }

  #fieldsOf(members: readonly Member[]): readonly Field[] {
    const known = this.#fields.get(members);
    if (known) return known;
    const fields = members
      .filter(({ traits }) => traits.xmlAttribute !== true)
      .map((member) => ({ member: member.name, write: this.#element(member, member.wireName) }));
    this.#fields.set(members, fields);
    return fields;
  }

  #element(member: Member, name: string): Write {
    const { shape } = member;
    switch (shape.type) {
      case "structure":
        return this.#structure(shape, member, name);
      case "list":
        return this.#list(shape, member, name);
      case "map":
        return this.#map(shape, member, name);
      default: {
        const scalar = this.#scalar(member);
        const [start, end] = [`<${name}>`, `</${name}>`];
        return (value) => start + scalar(value) + end;
      }
    }
  }

  #structure(shape: StructureShape, member: Member, name: string): Write {
    const attributes = shape.members
      .filter(({ traits }) => traits.xmlAttribute === true)
      .map((attribute) => ({ member: attribute.name, write: this.#attribute(attribute) }));
    const start = `<${name}${namespace(shape, member)}`;
    const end = `</${name}>`;
    // Only when a value is here: a shape may contain itself.
    let fields: readonly Field[] | undefined;
    return (value) => {
      if (!isRecord(value)) return "";
      fields ??= this.#fieldsOf(shape.members);
      return `${start}${writeFields(attributes, value)}>${writeFields(fields, value)}${end}`;
    };
  }

  #attribute(member: Member): Write {
    const scalar = this.#scalar(member);
    return (value) => ` ${member.wireName}="${scalar(value)}"`;
  }

  #list(shape: ListShape, member: Member, name: string): Write {
    const flattened = shape.flattened || member.traits.flattened === true;
    let write: Write | undefined;
    return (items) => {
      if (!Array.isArray(items)) return "";
      write ??= this.#element(shape.member, flattened ? name : shape.member.wireName);
      let xml = "";
      for (const item of items) if (isPresent(item)) xml += write(item);
      return flattened ? xml : `<${name}>${xml}</${name}>`;
    };
  }

  #map(shape: MapShape, member: Member, name: string): Write {
    const flattened = shape.flattened || member.traits.flattened === true;
    const entry = flattened ? name : "entry";
    const key = shape.key.wireName;
    let write: Write | undefined;
    return (map) => {
      if (!isRecord(map)) return "";
      write ??= this.#element(shape.value, shape.value.wireName);
      let xml = "";
      for (const [text, value] of Object.entries(map)) {
        if (isPresent(value))
          xml += `<${entry}><${key}>${escapeXml(text)}</${key}>${write(value)}</${entry}>`;
      }
      return flattened ? xml : `<${name}>${xml}</${name}>`;
    };
  }

  #scalar(member: Member): Write {
    const format = timestampFormatOf(member);
    return (value) => {
      if (typeof value === "string") return escapeXml(value);
      if (value instanceof Date) return format ? formatTimestamp(value, format) : this.date(value);
      return value instanceof Uint8Array ? base64(value) : String(value);
    };
  }
}

function writeFields(fields: readonly Field[], values: Values): string {
  let xml = "";
  for (const { member, write } of fields) {
    const value = values[member];
    if (value !== undefined && value !== null) xml += write(value);
  }
  return xml;
}

function namespace(shape: StructureShape, member: Member): string {
  const declared = shape.xmlNamespace ?? member.traits.xmlNamespace;
  if (declared === undefined) return "";
  return ` ${declared.prefix === undefined ? "xmlns" : `xmlns:${declared.prefix}`}="${escapeXml(declared.uri)}"`;
}

/** True for a shape whose value is text, not elements. */
export function isScalar(shape: Shape): boolean {
  return shape.type !== "structure" && shape.type !== "list" && shape.type !== "map";
}
