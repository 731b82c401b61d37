import {
  type ListShape,
  type MapShape,
  type Member,
  type Shape,
  type StructureShape,
  timestampFormatOf,
} from "../../model/shapes.js";
import { isPresent, type Values } from "../../model/values.js";
import { isRecord } from "../../values/is-record.js";
import type { ListedItem } from "../../wire/reply.js";
import { base64 } from "./json-writer.js";
import { formatTimestamp, toIso8601 } from "./timestamps.js";
import type { XmlDocument } from "./xml-document.js";
import { escapeXml } from "./xml-text.js";
import { TextField } from "./xml-text-field.js";

/** Writes a value as one or several elements of one name. */
type Write = (value: unknown) => string;

/** How one member of a structure is written. */
interface Field {
  readonly member: string;
  readonly write: Write;
  /** For a flattened list: writes a single item. */
  readonly item: Write | undefined;
  /** For a string member, or a flattened list of strings, whose tags can be joined with adjacent ones. */
  readonly text: TextField | undefined;
}

/**
 * Writes values as XML. The plan of a shape is computed when it is first written; afterwards writing a value
 * needs no checks of its shape.
 */
export class XmlWriter {
  readonly #fields = new WeakMap<readonly Member[], readonly Field[]>();

  /** @param date writes timestamps whose model asks for no other format. */
  constructor(private readonly date: (date: Date) => string = toIso8601) {}

  /** Writes the members of a structure as elements. */
  members(members: readonly Member[], values: Values): string {
    return writeFields("", this.#fieldsOf(members), values, "");
  }

  /**
   * As {@link members}, into a document.
   *
   * @param order the items of some flattened lists in their own order: they are written at the position of
   * the first list.
   */
  into(
    document: XmlDocument,
    members: readonly Member[],
    values: Values,
    order: readonly ListedItem[] = [],
  ): void {
    const fields = this.#fieldsOf(members);
    const listed = new Set(order.map(([member]) => member));
    let rest = order;
    for (const field of fields) {
      if (listed.has(field.member)) {
        writeListed(document, fields, rest);
        rest = [];
      } else {
        writeField(document, field, values[field.member]);
      }
    }
  }

  #fieldsOf(members: readonly Member[]): readonly Field[] {
    const known = this.#fields.get(members);
    if (known) return known;
    const fields = members
      .filter(({ traits }) => traits.xmlAttribute !== true)
      .map((member) => this.#field(member));
    this.#fields.set(members, fields);
    return fields;
  }

  #field(member: Member): Field {
    const { name, wireName, shape } = member;
    // A flattened list is written as its items.
    const one = isFlattened(member) && shape.type === "list" ? shape.member : member;
    const text = isScalar(one.shape) ? new TextField(one, wireName, this.#scalar(one)) : undefined;
    const write = isScalar(shape) && text ? text.write : this.#element(member, wireName);
    const item = isFlattened(member) ? this.#element(one, wireName) : undefined;
    return { member: name, write, item, text };
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
      default:
        return new TextField(member, name, this.#scalar(member)).write;
    }
  }

  #structure(shape: StructureShape, member: Member, name: string): Write {
    const attributes = shape.members
      .filter(({ traits }) => traits.xmlAttribute === true)
      .map((attribute) => ({ member: attribute.name, write: this.#attribute(attribute) }));
    const start = `<${name}${namespace(shape, member)}`;
    const [open, close] = [`${start}>`, `</${name}>`];
    // Planned at the first value, because a shape may contain itself.
    let fields: readonly Field[] | undefined;
    return (value) => {
      if (!isRecord(value)) return "";
      fields ??= this.#fieldsOf(shape.members);
      const opening = attributes.length === 0 ? open : `${start}${writeAttributes(attributes, value)}>`;
      return writeFields(opening, fields, value, close);
    };
  }

  #attribute(member: Member): Write {
    const scalar = this.#scalar(member);
    return (value) => ` ${member.wireName}="${scalar(value)}"`;
  }

  #list(shape: ListShape, member: Member, name: string): Write {
    const flattened = isFlattened(member);
    let write: Write | undefined;
    return (items) => {
      if (!Array.isArray(items)) return "";
      write ??= this.#element(shape.member, flattened ? name : shape.member.wireName);
      let xml = "";
      for (const item of items) if (isPresent(item)) xml += write(item);
      if (flattened) return xml;
      // S3's empty lists and empty documents are self-closing; its empty strings are not.
      return xml === "" ? `<${name}/>` : `<${name}>${xml}</${name}>`;
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

/** The fields of a structure between its tags. */
function writeFields(open: string, fields: readonly Field[], values: Values, close: string): string {
  let xml = "";
  // Adjacent tags are one string, which halves the number of pieces.
  let tags = open;
  for (const { member, write, text } of fields) {
    const value = values[member];
    if (value === undefined || value === null) continue;
    if (text && Array.isArray(value)) {
      for (const item of value) {
        if (!isPresent(item)) continue;
        xml += text.writeAfter(tags, item);
        tags = text.end;
      }
    } else if (text) {
      xml += text.writeAfter(tags, value);
      tags = text.end;
    } else {
      xml += tags + write(value);
      tags = "";
    }
  }
  return xml + tags + close;
}

function writeField(document: XmlDocument, { write, item }: Field, value: unknown): void {
  if (!isPresent(value)) return;
  if (!item || !Array.isArray(value)) return document.append(write(value));
  for (const each of value) if (isPresent(each)) document.append(item(each));
}

function writeListed(document: XmlDocument, fields: readonly Field[], items: readonly ListedItem[]): void {
  const writes = new Map(fields.map(({ member, item }) => [member, item]));
  for (const [member, item] of items) document.append(writes.get(member)?.(item) ?? "");
}

interface Attribute {
  readonly member: string;
  readonly write: Write;
}

function writeAttributes(attributes: readonly Attribute[], values: Values): string {
  let text = "";
  for (const { member, write } of attributes) if (isPresent(values[member])) text += write(values[member]);
  return text;
}

function isFlattened({ shape, traits }: Member): boolean {
  return shape.type === "list" && (shape.flattened || traits.flattened === true);
}

function namespace(shape: StructureShape, member: Member): string {
  const declared = shape.xmlNamespace ?? member.traits.xmlNamespace;
  if (declared === undefined) return "";
  return ` ${declared.prefix === undefined ? "xmlns" : `xmlns:${declared.prefix}`}="${escapeXml(declared.uri)}"`;
}

/** Whether the value of a shape is a string rather than elements. */
function isScalar(shape: Shape): boolean {
  return shape.type !== "structure" && shape.type !== "list" && shape.type !== "map";
}
