import type { Json } from "../../runtime/store/codec.js";
import { isObject } from "./expressions/json-path/compare.js";

/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/** The members of a JSON value; none if it is not an object. */
export function membersOf(value: Json | undefined): JsonObject {
  return value !== undefined && isObject(value) ? value : {};
}
