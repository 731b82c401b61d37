import { isRecord } from "../values/is-record.js";
import { own } from "../values/own.js";

/** An element: its text alone, or its children by name with attributes and text under {@link ATTRIBUTES} and {@link TEXT}. */
export type XmlElement = unknown;

/** No XML name holds a space, so these never collide with an element. */
const ATTRIBUTES = " attributes";
const TEXT = " text";

/** A document: its root element, and the name of that without its prefix. */
export interface XmlRoot {
  readonly name: string;
  readonly element: XmlElement;
}

/** Parses a document; `undefined` if it is not well-formed. Names lose their prefixes. Entities of a DTD are not expanded. */
export async function parseXml(text: string): Promise<XmlRoot | undefined> {
  const { Parser } = await import("xml2js");
  const parser = new Parser({
    attrkey: ATTRIBUTES,
    charkey: TEXT,
    tagNameProcessors: [withoutPrefix],
  });
  try {
    const document: unknown = await parser.parseStringPromise(text);
    const [root] = isRecord(document) ? Object.entries(document) : [];
    return root && { name: root[0], element: root[1] };
  } catch {
    return undefined;
  }
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** The children of an element with a name. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  const children = isRecord(element) ? own(element, name) : undefined;
  return Array.isArray(children) ? children : [];
}

/** The text of an element, without that of its children. */
export function textOf(element: XmlElement): string {
  if (typeof element === "string") return element;
  const text = isRecord(element) ? element[TEXT] : undefined;
  return typeof text === "string" ? text : "";
}

/** The value of an attribute. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  const attributes = isRecord(element) ? element[ATTRIBUTES] : undefined;
  const value = isRecord(attributes) ? own(attributes, name) : undefined;
  return typeof value === "string" ? value : undefined;
}
