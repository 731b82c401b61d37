import { own } from "../values/own.js";

/** A value of an event that a pattern compares. */
export type Leaf = string | number | boolean | null;

/**
 * A member of a value; `undefined` if there is none. A dot in a name is equivalent to a level: `a.b` finds
 * `b` of `a`, and `b` of `a` finds a member `a.b`.
 */
export function childOf(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  const direct = own(value, name);
  if (direct !== undefined) return direct;
  const dot = name.indexOf(".");
  if (dot > 0) return childOf(own(value, name.slice(0, dot)), name.slice(dot + 1));
  const below = Object.entries(value).filter(([key]) => key.startsWith(`${name}.`));
  if (below.length === 0) return undefined;
  return Object.fromEntries(below.map(([key, child]) => [key.slice(name.length + 1), child]));
}

/** The leaf values: those of a list, including nested lists; none for an object, which is not a leaf. */
export function leavesOf(value: unknown): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return isLeaf(value) ? [value] : [];
}

export function isLeaf(value: unknown): value is Leaf {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
