import type { Json } from "../../../runtime/store/codec.js";
import type { Dynamic, Path } from "../definition/types.js";
import { StatesError } from "./errors.js";
import { select } from "./json-path/read.js";
import type { Scope } from "./scope.js";
import { applyTemplate, readForField } from "./template.js";

/**
 * Evaluates a JSONPath: `$.a`, `$$.Execution.Id`, `$variable.b[0]`. A path that can select several values
 * returns an array.
 *
 * @throws StatesError States.Runtime if it selects nothing.
 */
export function readPath(path: Path, scope: Scope): Json {
  const found = select(path.compiled, scope);
  if ("value" in found) return found.value;
  throw new StatesError("States.Runtime", `Invalid path '${path.text}' : ${found.reason}`);
}

/** The effective input: `InputPath` of `scope.input`. Default all of it; `null` discards it. */
export function applyInputPath(path: Path | null | undefined, scope: Scope): Json {
  if (path === undefined) return scope.input;
  return path === null ? {} : readPath(path, scope);
}

/** The output: `OutputPath` of `scope.input`. Default all of it; `null` discards it. */
export function applyOutputPath(path: Path | null | undefined, scope: Scope): Json {
  return applyInputPath(path, scope);
}

/** A constant or computed field of a JSONPath state. */
export type PathDynamic = Exclude<Dynamic, { readonly kind: "jsonata" }>;

/**
 * The value of a field such as `Seconds` and `SecondsPath`, `Cause` and `CausePath`.
 *
 * @throws StatesError naming the field.
 */
export function readDynamic(dynamic: PathDynamic, scope: Scope): Json {
  switch (dynamic.kind) {
    case "constant":
      return dynamic.value;
    case "path":
      return readForField(dynamic.field, dynamic.path.compiled, scope);
    case "template":
      return applyTemplate(dynamic.template, scope);
  }
}
