import type { Json } from "../../../runtime/store/codec.js";
import { own } from "../../../values/own.js";
import type { ReferencePath } from "../definition/types.js";
import { StatesError } from "./errors.js";
import { isArray, isObject } from "./json-path/compare.js";

/**
 * Merges a result into the input of a state: replaces it (`$`, the default), adds to it (`$.a.b`), or
 * discards the result (`null`). Neither value is changed.
 *
 * @throws StatesError States.ResultPathMatchFailure if the path does not fit the input.
 */
export function applyResultPath(path: ReferencePath | null | undefined, input: Json, result: Json): Json {
  if (path === undefined) return result;
  if (path === null) return input;
  // Without recursion, because a path may be as long as a definition.
  const containers: Json[] = [];
  let inner: Json | undefined = input;
  for (const step of path.steps) {
    const container: Json = inner === undefined && typeof step === "string" ? {} : (inner ?? null);
    if (!hasPlace(container, step)) throw noPlace(path, input);
    containers.push(container);
    inner = typeof step === "string" ? memberOf(container, step) : itemAt(container, step);
  }
  return containers.reduceRight(
    (value, container, i) => withStep(container, path.steps[i] ?? "", value),
    result,
  );
}

function hasPlace(container: Json, step: string | number): boolean {
  return typeof step === "string" ? isObject(container) : isArray(container) && step < container.length;
}

function withStep(container: Json, step: string | number, value: Json): Json {
  if (typeof step === "number") return isArray(container) ? container.with(step, value) : container;
  return isObject(container) ? { ...container, [step]: value } : container;
}

function memberOf(container: Json, name: string): Json | undefined {
  return isObject(container) ? own(container, name) : undefined;
}

function itemAt(container: Json, index: number): Json | undefined {
  return isArray(container) ? container[index] : undefined;
}

function noPlace(path: ReferencePath, input: Json): StatesError {
  return new StatesError(
    "States.ResultPathMatchFailure",
    `Unable to apply ReferencePath ${path.text} to input ${JSON.stringify(input)}`,
  );
}
