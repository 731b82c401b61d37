import type { TimestampFormat } from "../../model/facts.js";
import { type Member, type Shape, timestampFormatOf } from "../../model/shapes.js";
import { base64 } from "./json-writer.js";
import { formatTimestamp, parseTimestamp } from "./timestamps.js";

/**
 * Parses a simple value from a string: a label, a header, a query parameter, an XML element. Undefined if the
 * string is not of the shape's type.
 */
export function readText(shape: Shape, text: string): unknown {
  switch (shape.type) {
    case "string":
      return text;
    case "boolean":
      return readBoolean(text.trim());
    case "integer":
    case "long":
      return /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : undefined;
    case "float":
    case "double":
      return readNumber(text.trim());
    case "timestamp":
      return parseTimestamp(text.trim());
    case "blob":
      return new Uint8Array(Buffer.from(text, "base64"));
    default:
      return undefined;
  }
}

function readBoolean(text: string): boolean | undefined {
  if (text === "true" || text === "True" || text === "TRUE") return true;
  return text === "false" || text === "False" || text === "FALSE" ? false : undefined;
}

function readNumber(text: string): number | undefined {
  if (text === "NaN" || text === "Infinity" || text === "-Infinity") return Number(text);
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Formats a simple value as a string; `format` applies to timestamps without a format in the model. */
export function writeText(member: Member, value: unknown, format: TimestampFormat): string {
  if (value instanceof Date) return formatTimestamp(value, timestampFormatOf(member) ?? format);
  if (value instanceof Uint8Array) return base64(value);
  return String(value);
}
