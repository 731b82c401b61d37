import { render } from "./render.js";
import type { ListShape, MapShape, Member, Shape, StringShape, StructureShape } from "./shapes.js";
import { isRecord } from "./values.js";

/** One broken constraint, worded as AWS words it. */
export interface Violation {
  /** `tags.1.member.key`: members in lower camel case, elements from 1. */
  readonly path: string;
  /** The value as AWS prints it: `'x'`, `null`, or nothing when it is a secret. */
  readonly value: string;
  /** `Member must not be null`, ... */
  readonly constraint: string;
}

/**
 * Everything in an input that its model does not allow, in the model's order.
 * Types must have been checked before: that is the protocol's work.
 */
export function violations(shape: Shape, value: unknown): Violation[] {
  const found: Violation[] = [];
  if (shape.constrained) check(shape, value, "", found);
  return found;
}

/** `2 validation errors detected: Value null at 'x' failed to satisfy constraint: ...; Value ...`. */
export function describeViolations(found: readonly Violation[]): string {
  const items = found.map(
    ({ value, path, constraint }) =>
      `${value === "" ? "Value" : `Value ${value}`} at '${path}' failed to satisfy constraint: ${constraint}`,
  );
  return `${found.length} validation error${found.length === 1 ? "" : "s"} detected: ${items.join("; ")}`;
}

function check(shape: Shape, value: unknown, path: string, found: Violation[]): void {
  switch (shape.type) {
    case "structure":
      checkStructure(shape, value, path, found);
      break;
    case "list":
      checkList(shape, value, path, found);
      break;
    case "map":
      checkMap(shape, value, path, found);
      break;
    default:
      for (const constraint of brokenScalar(shape, value)) report(shape, value, path, constraint, found);
  }
}

function checkStructure(shape: StructureShape, value: unknown, path: string, found: Violation[]): void {
  if (!isRecord(value)) return;
  for (const member of shape.checked) {
    const inner = value[member.name];
    if (inner === undefined || inner === null) {
      if (member.required) found.push({ path: join(path, member), value: "null", constraint: NOT_NULL });
    } else if (!member.shape.constrained) {
      // Anything of its type will do.
    } else if (isContainer(member.shape)) {
      check(member.shape, inner, join(path, member), found);
    } else {
      // The path of what is as it should be is never made.
      const broken = brokenScalar(member.shape, inner);
      for (const constraint of broken) report(member.shape, inner, join(path, member), constraint, found);
    }
  }
}

function checkList(shape: ListShape, value: unknown, path: string, found: Violation[]): void {
  if (!Array.isArray(value)) return;
  for (const constraint of brokenBounds(shape, value.length, "length"))
    report(shape, value, path, constraint, found);
  const element = shape.member.shape;
  if (!element.constrained) return;
  if (isContainer(element)) {
    value.forEach((item, index) => {
      check(element, item, `${path}.${index + 1}.member`, found);
    });
  } else if (value.some((item) => brokenScalar(element, item).length > 0)) {
    report(shape, value, path, `Member must satisfy constraint: [${allConstraints(element)}]`, found);
  }
}

function checkMap(shape: MapShape, value: unknown, path: string, found: Violation[]): void {
  if (!isRecord(value)) return;
  const entries = Object.entries(value);
  for (const constraint of brokenBounds(shape, entries.length, "length"))
    report(shape, value, path, constraint, found);
  const key = shape.key.shape;
  if (key.constrained && entries.some(([name]) => brokenScalar(key, name).length > 0)) {
    report(shape, value, path, `Map keys must satisfy constraint: [${allConstraints(key)}]`, found);
  }
  const inner = shape.value.shape;
  if (!inner.constrained) return;
  if (isContainer(inner)) {
    for (const [name, item] of entries) check(inner, item, `${path}.${name}.member`, found);
  } else if (entries.some(([, item]) => brokenScalar(inner, item).length > 0)) {
    report(shape, value, path, `Map value must satisfy constraint: [${allConstraints(inner)}]`, found);
  }
}

function isContainer(shape: Shape): boolean {
  return shape.type === "structure" || shape.type === "list" || shape.type === "map";
}

function report(shape: Shape, value: unknown, path: string, constraint: string, found: Violation[]): void {
  found.push({ path, value: shape.sensitive ? "" : `'${render(shape, value)}'`, constraint });
}

function join(path: string, member: Member): string {
  const name = member.name.charAt(0).toLowerCase() + member.name.slice(1);
  return path === "" ? name : `${path}.${name}`;
}

const NOT_NULL = "Member must not be null";

type Measure = "length" | "value" | "decimal";

/** What the bounds of a simple shape bound. */
function measureOf(shape: Shape): Measure {
  if (shape.type === "string" || shape.type === "blob") return "length";
  return shape.type === "float" || shape.type === "double" ? "decimal" : "value";
}

/** The constraints that a value of a simple shape breaks; none for shapes without constraints. */
function brokenScalar(shape: Shape, value: unknown): readonly string[] {
  switch (shape.type) {
    case "string":
      return typeof value === "string" ? brokenString(shape, value) : NONE;
    case "blob":
      return value instanceof Uint8Array ? brokenBounds(shape, value.length, "length") : NONE;
    case "integer":
    case "long":
    case "float":
    case "double":
      return typeof value === "number" ? brokenBounds(shape, value, measureOf(shape)) : NONE;
    default:
      return NONE;
  }
}

const NONE: readonly string[] = [];

function brokenString(shape: StringShape, value: string): readonly string[] {
  const bounds = brokenBounds(shape, value.length, "length");
  const pattern = shape.expression?.test(value) === false ? [patternText(shape)] : NONE;
  const values = shape.enum?.includes(value) === false ? [enumText(shape.enum)] : NONE;
  return pattern === NONE && values === NONE ? bounds : [...bounds, ...pattern, ...values];
}

type Bounded = { readonly min: number | undefined; readonly max: number | undefined };

function brokenBounds(bounds: Bounded, size: number, measure: Measure): readonly string[] {
  if (bounds.max !== undefined && size > bounds.max) return [atMost(bounds.max, measure)];
  if (bounds.min !== undefined && size < bounds.min) return [atLeast(bounds.min, measure)];
  return NONE;
}

/** What AWS prints for a list or map: every constraint of its elements, broken or not. */
function allConstraints(shape: Shape): string {
  const texts: string[] = [];
  const measure = measureOf(shape);
  if ("max" in shape && shape.max !== undefined) texts.push(atMost(shape.max, measure));
  if ("min" in shape && shape.min !== undefined) texts.push(atLeast(shape.min, measure));
  if (shape.type === "string" && shape.pattern !== undefined) texts.push(patternText(shape));
  if (shape.type === "string" && shape.enum !== undefined) texts.push(enumText(shape.enum));
  return [...texts, NOT_NULL].join(", ");
}

function atMost(limit: number, measure: Measure): string {
  return `Member must have ${bound("less", limit, measure)}`;
}

function atLeast(limit: number, measure: Measure): string {
  return `Member must have ${bound("greater", limit, measure)}`;
}

/** AWS prints the bounds of decimal numbers as such: `1.0`. */
function bound(comparison: string, limit: number, measure: Measure): string {
  const shown = measure === "decimal" && Number.isInteger(limit) ? `${limit}.0` : limit;
  return `${measure === "length" ? "length" : "value"} ${comparison} than or equal to ${shown}`;
}

function patternText(shape: StringShape): string {
  return `Member must satisfy regular expression pattern: ${shape.pattern}`;
}

function enumText(values: readonly string[]): string {
  return `Member must satisfy enum value set: [${values.join(", ")}]`;
}
