import { IdSource } from "../../../../lib/runtime/ids.js";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import type { JsonataScope, Scope } from "../../../../lib/services/step-functions/expressions/scope.js";

/** A scope of a JSONPath state with an input, and with fixed randomness. */
export function scopeOf(input: Json, others: Partial<Scope> = {}): Scope {
  return { input, context: {}, variables: new Map(), randomness: new IdSource("tests"), ...others };
}

/** A scope of a JSONata state with an input, at the epoch and with fixed randomness. */
export function jsonataScopeOf(input: Json, variables: Readonly<Record<string, Json>> = {}): JsonataScope {
  return {
    states: { input, context: {} },
    variables: new Map(Object.entries(variables)),
    randomness: new IdSource("tests"),
    now: 0,
  };
}
