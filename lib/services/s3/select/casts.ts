import { castFailed, selectError } from "../errors/select.js";
import { parseTimestamp } from "./timestamps.js";
import { isKnown, type SqlValue, Timestamp, timestampText, toJson } from "./values.js";

/** `CAST(value AS type)`. @throws CastFailed, InvalidDataType */
export function cast(value: SqlValue, type: string): SqlValue {
  if (!isKnown(value)) return value;
  switch (type) {
    case "BOOL":
    case "BOOLEAN":
      return toBoolean(value);
    case "INT":
    case "INTEGER":
      return Math.trunc(toNumber(value, /^\s*[+-]?\d+\s*$/, type));
    case "FLOAT":
    case "DECIMAL":
    case "NUMERIC":
      return toNumber(value, /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/, type);
    case "STRING":
    case "CHAR":
    case "VARCHAR":
      return textOf(value);
    case "TIMESTAMP":
      return value instanceof Timestamp ? value : parseTimestamp(textOf(value));
    default:
      throw selectError("InvalidDataType", `The SQL expression contains an invalid data type: ${type}.`);
  }
}

function toBoolean(value: SqlValue): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  const text = textOf(value).toLowerCase();
  if (text === "true" || text === "false") return text === "true";
  throw castFailed(textOf(value), "BOOL");
}

function toNumber(value: SqlValue, form: RegExp, type: string): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  const text = textOf(value);
  if (typeof value === "string" && form.test(text)) return Number(text);
  throw castFailed(text, type);
}

/** A value as a string, in the form of CSV. */
export function textOf(value: SqlValue): string {
  if (!isKnown(value)) return "";
  if (value instanceof Timestamp) return timestampText(value);
  return typeof value === "object" ? JSON.stringify(toJson(value)) : String(value);
}
