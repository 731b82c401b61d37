import type { BrokenConstraint, Constraint } from "../shared/constraints.js";
import { isRecord } from "../values/is-record.js";
import { render } from "./render.js";
import type { ListShape, MapShape, Member, Shape, StringShape, StructureShape } from "./shapes.js";

/** All broken constraints of an input, in the model's order. The protocol has already checked the types. */
export function brokenConstraints(shape: Shape, value: unknown): BrokenConstraint[] {
  const found: BrokenConstraint[] = [];
  if (shape.constrained) check(shape, value, "", found);
  return found;
}

function check(shape: Shape, value: unknown, path: string, found: BrokenConstraint[]): void {
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

function checkStructure(
  shape: StructureShape,
  value: unknown,
  path: string,
  found: BrokenConstraint[],
): void {
  if (!isRecord(value)) return;
  for (const member of shape.checked) {
    const inner = value[member.name];
    if (inner === undefined || inner === null) {
      if (member.required) found.push({ path: join(path, member), value: "null", constraint: REQUIRED });
    } else if (!member.shape.constrained) {
      // No constraint applies.
    } else if (isContainer(member.shape)) {
      check(member.shape, inner, join(path, member), found);
    } else {
      // The path of a valid value is never built.
      const broken = brokenScalar(member.shape, inner);
      for (const constraint of broken) report(member.shape, inner, join(path, member), constraint, found);
    }
  }
}

function checkList(shape: ListShape, value: unknown, path: string, found: BrokenConstraint[]): void {
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
    report(shape, value, path, { kind: "elements", all: allConstraints(element) }, found);
  }
}

function checkMap(shape: MapShape, value: unknown, path: string, found: BrokenConstraint[]): void {
  if (!isRecord(value)) return;
  const names = Object.keys(value);
  for (const constraint of brokenBounds(shape, names.length, "length"))
    report(shape, value, path, constraint, found);
  const key = shape.key.shape;
  if (key.constrained && names.some((name) => brokenScalar(key, name).length > 0)) {
    report(shape, value, path, { kind: "keys", all: allConstraints(key) }, found);
  }
  const inner = shape.value.shape;
  if (!inner.constrained) return;
  if (isContainer(inner)) {
    for (const name of names) check(inner, value[name], `${path}.${name}.member`, found);
  } else if (names.some((name) => brokenScalar(inner, value[name]).length > 0)) {
    report(shape, value, path, { kind: "values", all: allConstraints(inner) }, found);
  }
}

function isContainer(shape: Shape): boolean {
  return shape.type === "structure" || shape.type === "list" || shape.type === "map";
}

function report(
  shape: Shape,
  value: unknown,
  path: string,
  constraint: Constraint,
  found: BrokenConstraint[],
): void {
  found.push({ path, value: shape.sensitive ? "" : `'${render(shape, value)}'`, constraint });
}

function join(path: string, member: Member): string {
  const name = member.name.charAt(0).toLowerCase() + member.name.slice(1);
  return path === "" ? name : `${path}.${name}`;
}

const REQUIRED: Constraint = { kind: "required" };

type Measure = "length" | "value" | "decimal";

/** The quantity that the bounds of a simple shape apply to. */
function measureOf(shape: Shape): Measure {
  if (shape.type === "string" || shape.type === "blob") return "length";
  return shape.type === "float" || shape.type === "double" ? "decimal" : "value";
}

/** The constraints that a value of a simple shape breaks. */
function brokenScalar(shape: Shape, value: unknown): readonly Constraint[] {
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

const NONE: readonly Constraint[] = [];

function brokenString(shape: StringShape, value: string): readonly Constraint[] {
  const bounds = brokenBounds(shape, value.length, "length");
  const pattern = shape.expression?.test(value) === false ? [patternOf(shape)] : NONE;
  const values = shape.enum?.includes(value) === false ? [enumOf(shape.enum)] : NONE;
  return pattern === NONE && values === NONE ? bounds : [...bounds, ...pattern, ...values];
}

type Bounded = { readonly min: number | undefined; readonly max: number | undefined };

function brokenBounds(bounds: Bounded, size: number, measure: Measure): readonly Constraint[] {
  if (bounds.max !== undefined && size > bounds.max) return [atMost(bounds.max, measure)];
  if (bounds.min !== undefined && size < bounds.min) return [atLeast(bounds.min, measure)];
  return NONE;
}

/** All constraints of a simple shape, broken or not, as AWS prints them for a list or map of it. */
function allConstraints(shape: Shape): readonly Constraint[] {
  const all: Constraint[] = [];
  const measure = measureOf(shape);
  if ("max" in shape && shape.max !== undefined) all.push(atMost(shape.max, measure));
  if ("min" in shape && shape.min !== undefined) all.push(atLeast(shape.min, measure));
  if (shape.type === "string" && shape.pattern !== undefined) all.push(patternOf(shape));
  if (shape.type === "string" && shape.enum !== undefined) all.push(enumOf(shape.enum));
  return [...all, REQUIRED];
}

function atMost(limit: number, measure: Measure): Constraint {
  if (measure === "length") return { kind: "maxLength", limit };
  return { kind: "maximum", limit, decimal: measure === "decimal" };
}

function atLeast(limit: number, measure: Measure): Constraint {
  if (measure === "length") return { kind: "minLength", limit };
  return { kind: "minimum", limit, decimal: measure === "decimal" };
}

function patternOf({ pattern = "" }: StringShape): Constraint {
  return { kind: "pattern", pattern };
}

function enumOf(values: readonly string[]): Constraint {
  return { kind: "enum", values };
}
