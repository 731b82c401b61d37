import { type Member, type Shape, type StructureShape, timestampFormatOf } from "../../model/shapes.js";
import { isPresent, isRecord, type Values } from "../../model/values.js";
import { formatTimestamp, toEpochSeconds } from "./timestamps.js";

/** Writes the named members of a structure as a JSON document. Unknown members are dropped. */
export function writeJsonMembers(members: readonly Member[], value: Values): string {
  return JSON.stringify(toJsonMembers(members, value));
}

/** A structure's members as plain JSON values. */
export function toJsonMembers(members: readonly Member[], value: Values): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const member of members) {
    const inner = value[member.name];
    if (inner !== undefined && inner !== null) json[member.wireName] = toJson(member, inner);
  }
  return json;
}

/**
 * A whole structure as plain JSON. Most values are that already: what needs no
 * change is handed on as it is, which is several times faster than a copy.
 */
function toJsonStructure(shape: StructureShape, value: unknown): unknown {
  if (shape.document || !isRecord(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const name in value) {
    const inner = value[name];
    if (inner === undefined) continue;
    const member = shape.memberByName.get(name);
    if (member === undefined || inner === null) return toJsonMembers(shape.members, value);
    const json = toJson(member, inner);
    if (member.wireName !== name) return toJsonMembers(shape.members, value);
    if (json === inner) continue;
    copy ??= { ...value };
    copy[member.name] = json;
  }
  return copy ?? value;
}

/** A member's value as a plain JSON value. */
export function toJson(member: Member, value: unknown): unknown {
  if (value instanceof Date) {
    const format = timestampFormatOf(member);
    return format === undefined || format === "unixTimestamp"
      ? toEpochSeconds(value)
      : formatTimestamp(value, format);
  }
  return toJsonShape(member.shape, value);
}

function toJsonShape(shape: Shape, value: unknown): unknown {
  switch (shape.type) {
    case "structure":
      return toJsonStructure(shape, value);
    case "list":
      return Array.isArray(value) ? toJsonList(shape.member, value) : value;
    case "map":
      return isRecord(value) ? toJsonMap(shape.value, value) : value;
    case "blob":
      return value instanceof Uint8Array ? base64(value) : value;
    case "float":
    case "double":
      // JSON has no NaN or infinities; the protocol writes them as strings.
      return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
    default:
      return value;
  }
}

function toJsonList(member: Member, value: readonly unknown[]): readonly unknown[] {
  const json = value.filter(isPresent).map((item) => toJson(member, item));
  return json.length === value.length && json.every((item, i) => item === value[i]) ? value : json;
}

/** Defined, not assigned: a key named `__proto__` must stay a key. */
function toJsonMap(member: Member, value: Values): Record<string, unknown> {
  const json: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    if (isPresent(item)) json[key] = toJson(member, item);
  }
  return json;
}

/** Base64 of bytes, without copying them. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
