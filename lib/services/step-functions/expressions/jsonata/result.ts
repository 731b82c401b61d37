import type { Json } from "../../../../runtime/store/codec.js";
import { MOST_LEVELS } from "../../../../text/json-document.js";
import { LimitExceeded } from "./evaluation.js";

/** A result that is not JSON: a function, or a value that contains one. */
export class UnsupportedResult extends Error {
  override readonly name = "UnsupportedResult";
}

/**
 * Copies a JSONata result to JSON. Its arrays have markers of the engine, and its functions are functions or
 * objects.
 *
 * @throws UnsupportedResult
 */
export function toJson(value: unknown, level = 0): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value !== "object") throw new UnsupportedResult();
  if (level > MOST_LEVELS) throw new LimitExceeded("Expression evaluation memory limit exceeded");
  if (Array.isArray(value)) return value.map((item: unknown) => toJson(item ?? null, level + 1));
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) throw new UnsupportedResult();
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toJson(member, level + 1)]));
}
