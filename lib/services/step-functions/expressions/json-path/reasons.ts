import type { Json } from "../../../../runtime/store/codec.js";
import type { Segment } from "./ast.js";
import { isArray, isObject } from "./compare.js";

/* Jayway's reasons why a path selects nothing, which AWS quotes. */

/** The last segment selects nothing. */
export function noResults(segments: readonly Segment[]): string {
  return `No results for path: ${normalised(segments)}`;
}

/** Why `segments[at]`, which selects one value, cannot be applied to a value or selects nothing. */
export function cannotFollow(value: Json, segments: readonly Segment[], at: number): string {
  const segment = segments[at];
  const before = normalised(segments.slice(0, at));
  if (segment?.kind === "members") {
    if (!isObject(value)) return notAnObject(segment.names, value, before);
    if (at < segments.length - 1) return `Missing property in path ${normalised(segments.slice(0, at + 1))}`;
  } else if (segment !== undefined && !isArray(value)) {
    return notAnArray(segment, value, before);
  }
  return noResults(segments);
}

/** A segment for arrays is applied to another value. */
export function notAnArray(segment: Segment, value: Json, before: string): string {
  if (value === null) return `The path ${before} is null`;
  return `Filter: ${normalised([segment]).slice(1)} can only be applied to arrays. Current context is: ${JSON.stringify(value)}`;
}

function notAnObject(names: readonly string[], value: Json, before: string): string {
  const properties = names.map((name) => `['${name}']`).join("");
  return `Expected to find an object with property ${properties} in path ${before} but found '${nodeName(value)}'. This is not a json object according to the JsonProvider: '${PROVIDER}'.`;
}

const PROVIDER = "com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider";

/** The class of a value in AWS's JSON parser. */
function nodeName(value: Json): string {
  return `com.fasterxml.jackson.databind.node.${kindOf(value)}Node`;
}

function kindOf(value: Json): string {
  if (value === null) return "Null";
  if (isArray(value)) return "Array";
  if (typeof value === "string") return "Text";
  if (typeof value === "number") return Number.isInteger(value) ? "Int" : "Double";
  return typeof value === "boolean" ? "Boolean" : "Object";
}

/** Several members before the last segment. */
export function membersBeforeEnd(names: readonly string[], before: readonly Segment[]): string {
  const properties = names.map((name) => `'${name}'`).join(", ");
  return `Multi properties can only be used as path leafs: ${normalised(before)}[${properties}]`;
}

/** Segments in Jayway's notation: `$['a'][0]`. */
export function normalised(segments: readonly Segment[]): string {
  return `$${segments.map(normalisedSegment).join("")}`;
}

function normalisedSegment(segment: Segment): string {
  switch (segment.kind) {
    case "members":
      return `[${segment.names.map((name) => `'${name}'`).join(",")}]`;
    case "indexes":
      return `[${segment.indexes.join(",")}]`;
    case "slice":
      return `[${segment.from ?? ""}:${segment.to ?? ""}]`;
    case "wildcard":
      return "[*]";
    case "filter":
      return "[?]";
    case "descendants":
      return "..";
    case "function":
      return `.${segment.name}()`;
  }
}
