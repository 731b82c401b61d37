import { types } from "node:util";
import { shown } from "../values/foreign-values.js";
import { isRecord } from "../values/is-record.js";
import type { Shape, StructureShape } from "./shapes.js";

/**
 * Whether a shape is DynamoDB's attribute value (`{ S: "42" }`), for which its document client uses
 * JavaScript values. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export function isAttributeValue({ type, name }: Shape): boolean {
  return type === "structure" && name === "AttributeValue";
}

/**
 * Converts a JavaScript value as the document client does: `"42"` to `{ S: "42" }`.
 *
 * @throws TypeError for a value that DynamoDB cannot store
 */
export function attributeValueOf(value: unknown): object {
  switch (typeof value) {
    case "string":
      return { S: value };
    case "boolean":
      return { BOOL: value };
    case "bigint":
      return { N: String(value) };
    case "number":
      if (!Number.isFinite(value)) throw cannotBeStored(value);
      return { N: String(value) };
    case "object":
      return value === null ? { NULL: true } : attributeValueOfObject(value);
    default:
      throw cannotBeStored(value);
  }
}

function attributeValueOfObject(value: object): object {
  if (types.isUint8Array(value)) return { B: value };
  if (types.isSet(value)) return setOf([...value]);
  if (Array.isArray(value)) return { L: value.map(attributeValueOf) };
  if (!isRecord(value) || types.isDate(value) || types.isMap(value)) throw cannotBeStored(value);
  return { M: mapped(value, attributeValueOf) };
}

function setOf(items: readonly unknown[]): object {
  if (items.length > 0 && items.every((item) => typeof item === "string")) return { SS: items };
  if (items.length > 0 && items.every((item) => typeof item === "number" || typeof item === "bigint"))
    return { NS: items.map(String) };
  if (items.length > 0 && items.every((item) => types.isUint8Array(item))) return { BS: items };
  throw new TypeError(
    "A set of DynamoDB has at least one item, and all are strings, all numbers, or all bytes.",
  );
}

function cannotBeStored(value: unknown): TypeError {
  return new TypeError(
    `DynamoDB cannot store ${shown(value)}. Use a string, a number, true, false, null, bytes, a list, a set or an object of these.`,
  );
}

/** Converts attribute values in an input or output to JavaScript values, as the document client does. */
export function withDocuments(shape: StructureShape | undefined, value: object): object {
  return shape ? mapped(value, (inner, name) => native(shape.memberByName.get(name)?.shape, inner)) : value;
}

function native(shape: Shape | undefined, value: unknown): unknown {
  if (shape === undefined || value === undefined || value === null) return value;
  if (isAttributeValue(shape)) return documentOf(value);
  if (shape.type === "list" && Array.isArray(value))
    return value.map((item) => native(shape.member.shape, item));
  if (shape.type === "map" && isRecord(value))
    return mapped(value, (inner) => native(shape.value.shape, inner));
  return shape.type === "structure" && isRecord(value) ? withDocuments(shape, value) : value;
}

/** Converts an attribute value to a JavaScript value: `{ S: "42" }` to `"42"`. */
function documentOf(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const [[type, inner] = []] = Object.entries(value);
  switch (type) {
    case "N":
      return numberOf(String(inner));
    case "NULL":
      return null;
    case "L":
      return Array.isArray(inner) ? inner.map(documentOf) : inner;
    case "M":
      return isRecord(inner) ? mapped(inner, documentOf) : inner;
    case "SS":
    case "BS":
      return Array.isArray(inner) ? new Set(inner) : inner;
    case "NS":
      return Array.isArray(inner) ? new Set(inner.map((item) => numberOf(String(item)))) : inner;
    default:
      return inner;
  }
}

/** DynamoDB numbers have up to 38 digits. */
function numberOf(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(text) ? number : BigInt(text);
}

/** Attributes may have any name, including `__proto__`. */
function mapped(value: object, change: (inner: unknown, name: string) => unknown): object {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      inner === undefined ? [] : [[name, change(inner, name)]],
    ),
  );
}
