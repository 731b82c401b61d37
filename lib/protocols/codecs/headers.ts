import { type Bindings, type Member, timestampFormatOf } from "../../model/shapes.js";
import type { Values } from "../../model/values.js";
import { parseDocument } from "../../text/json-document.js";
import { isRecord } from "../../values/is-record.js";
import type { WireRequest } from "../../wire/message.js";
import { readText, writeText } from "./text.js";
import { httpDates } from "./whole-seconds.js";

type Headers = WireRequest["headers"];

/** Parses a member bound to a header; undefined if it is absent or of the wrong type. */
export function readHeader(member: Member, headers: Headers): unknown {
  const text = headers[member.headerName];
  if (text === undefined) return undefined;
  if (member.traits.jsonvalue === true) return parseJsonValue(text);
  if (member.shape.type !== "list") return readText(member.shape, text);
  const element = member.shape.member.shape;
  const items = element.type === "timestamp" ? splitDates(text) : splitList(text);
  return items.map((item) => readText(element, item));
}

/** Parses a map of prefixed headers: `x-amz-meta-colour: red` becomes `{ colour: "red" }`. */
export function readPrefixHeaders(member: Member, headers: Headers): Record<string, string> | undefined {
  const prefix = member.headerName;
  let map: Record<string, string> | undefined;
  for (const name in headers) {
    if (!name.startsWith(prefix)) continue;
    // Without a prototype, so that "__proto__" is an ordinary name.
    map ??= Object.create(null) as Record<string, string>;
    map[name.slice(prefix.length)] = headers[name] ?? "";
  }
  return map;
}

/** Writes the headers of an output or error. */
export class HeaderWriter {
  readonly #httpDate = httpDates();

  /** Adds the headers of members that have a value. */
  write(headers: Record<string, string>, bindings: Bindings, values: Values): void {
    // An output has few of the modelled headers.
    for (const name in values) {
      const value = values[name];
      const member = value !== undefined && value !== null && bindings.headerByMember.get(name);
      if (member) headers[member.wireName] = this.#header(member, value);
    }
    for (const member of bindings.prefixHeaders) {
      const map = values[member.name];
      if (!isRecord(map)) continue;
      for (const [name, value] of Object.entries(map)) headers[`${member.wireName}${name}`] = String(value);
    }
  }

  #header(member: Member, value: unknown): string {
    if (member.traits.jsonvalue === true) return Buffer.from(JSON.stringify(value)).toString("base64");
    const { shape } = member;
    if (shape.type !== "list" || !Array.isArray(value)) return this.#text(member, value);
    return value.map((item) => quote(this.#text(shape.member, item), shape.member)).join(", ");
  }

  #text(member: Member, value: unknown): string {
    const format = timestampFormatOf(member) ?? "rfc822";
    return format === "rfc822" && value instanceof Date
      ? this.#httpDate(value)
      : writeText(member, value, format);
  }
}

/** Quotes an item with a comma or a quote; dates always contain a comma. */
function quote(text: string, member: Member): string {
  if (member.shape.type !== "string" || !/[",]/.test(text)) return text;
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function splitList(text: string): string[] {
  const items = text.match(/"(?:\\.|[^"\\])*"|[^,\s][^,]*/g) ?? [];
  return items
    .map((item) => item.trim())
    .map((item) => (item.startsWith('"') ? item.slice(1, -1).replace(/\\(.)/g, "$1") : item));
}

function splitDates(text: string): string[] {
  return text.match(/[A-Za-z]{3}, [^,]+|[^,\s][^,]*/g)?.map((item) => item.trim()) ?? [];
}

function parseJsonValue(text: string): unknown {
  try {
    return parseDocument(Buffer.from(text, "base64").toString("utf8"));
  } catch {
    return undefined;
  }
}
