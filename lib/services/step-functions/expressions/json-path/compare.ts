import type { Json } from "../../../../runtime/store/codec.js";

/**
 * Whether two JSON values are equal; the order of members is ignored. Supports the maximum nesting of JSON.
 */
export function isEqual(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (isArray(left)) {
    return (
      isArray(right) &&
      left.length === right.length &&
      left.every((item, i) => isEqual(item, right[i] ?? null))
    );
  }
  if (isArray(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  const others = new Map(Object.entries(right));
  return Object.entries(left).every(([name, value]) => {
    const other = others.get(name);
    return other !== undefined && isEqual(value, other);
  });
}

/**
 * Less than, equal, or greater; `undefined` for values without an order: different types, or neither numbers
 * nor strings.
 */
export function order(left: Json, right: Json): -1 | 0 | 1 | undefined {
  const comparable =
    (typeof left === "number" && typeof right === "number") ||
    (typeof left === "string" && typeof right === "string");
  if (!comparable) return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** As `Array.isArray`, which does not narrow readonly arrays. */
export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is a JSON object. */
export function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
