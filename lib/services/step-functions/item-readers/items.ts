import type { Json } from "../../../runtime/store/codec.js";
import { own } from "../../../values/own.js";
import type { ReaderConfig } from "../definition/types.js";
import { isArray, isObject } from "../expressions/json-path/compare.js";
import { parseJson } from "../json/parse.js";
import { itemReaderFailed } from "../map-runs/failures.js";
import { csvRows } from "./csv.js";

/** An item, and its name if it comes from an object. */
export interface Item {
  readonly value: Json;
  readonly key?: string;
}

/**
 * Parses the items of a file by its `InputType`.
 *
 * @throws StateFailed States.ItemReaderFailed
 */
export function itemsOfFile(text: string, config: ReaderConfig): Item[] {
  switch (config.inputType) {
    case "CSV":
      return csvRows(text, config).map((value) => ({ value }));
    case "JSONL":
      return jsonLines(text);
    case "PARQUET":
      throw itemReaderFailed("aws-sim does not read PARQUET. Use JSON, JSONL or CSV.");
    default:
      return jsonItems(pointed(parse(text), config.itemsPointer));
  }
}

/** The items of a JSON array, or the members of an object as pairs. @throws StateFailed */
export function jsonItems(value: Json): Item[] {
  if (isArray(value)) return value.map((item) => ({ value: item }));
  if (!isObject(value)) throw itemReaderFailed("Attempting to map over non-iterable node.");
  return Object.entries(value).map(([key, member]) => ({ key, value: { Key: key, Value: member } }));
}

function jsonLines(text: string): Item[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => ({ value: parse(line) }));
}

/** The value at a JSON pointer (RFC 6901): `/orders/0/items`. */
function pointed(value: Json, pointer = ""): Json {
  let found: Json | undefined = value;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    found = found === undefined ? undefined : inner(found, name);
  }
  if (found === undefined) throw itemReaderFailed(`The ItemsPointer ${pointer} selects nothing.`);
  return found;
}

function inner(container: Json, name: string): Json | undefined {
  if (isArray(container)) return /^(0|[1-9][0-9]*)$/.test(name) ? container.at(Number(name)) : undefined;
  return isObject(container) ? own(container, name) : undefined;
}

function parse(text: string): Json {
  const parsed = parseJson(text);
  if ("problem" in parsed) throw itemReaderFailed(`The file is not valid JSON: ${parsed.problem.message}`);
  return parsed.value;
}
