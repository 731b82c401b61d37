import type { Json } from "../../../../runtime/store/codec.js";
import { own } from "../../../../values/own.js";
import type { Filter, JsonPath, Segment } from "./ast.js";
import { isArray, isObject } from "./compare.js";
import { passes } from "./filter.js";
import { cannotFollow, membersBeforeEnd, noResults, normalised, notAnArray } from "./reasons.js";

/** The values of the roots of paths. */
export interface Roots {
  readonly input: Json;
  readonly context: Json;
  readonly variables: ReadonlyMap<string, Json>;
  /** `@`, in filters. */
  readonly current?: Json;
}

/** The selected value, an array unless the path is definite; or Jayway's reason why it selects nothing. */
export type Found = { readonly value: Json } | { readonly reason: string };

/**
 * Evaluates a path. Never throws.
 *
 * Each segment that selects one value must succeed. After the first segment that can select several,
 * mismatches are skipped.
 */
export function select(path: JsonPath, roots: Roots): Found {
  try {
    return new Reader(roots).select(path, roots.current);
  } catch (error) {
    if (error instanceof TooManyValues) return { reason: error.message };
    throw error;
  }
}

/** Limits the work of nested filters, which visit the same values repeatedly. */
class TooManyValues extends Error {
  override readonly name = "TooManyValues";
  constructor() {
    super(`The path looks at more than ${MOST_VISITS} values`);
  }
}

const MOST_VISITS = 5_000_000;

class Reader {
  private visits = 0;

  constructor(private readonly roots: Roots) {}

  select(path: JsonPath, current: Json | undefined): Found {
    const root = this.rootOf(path, current);
    if (root === undefined) return { reason: noResults([]) };
    const last = path.segments.at(-1);
    if (last?.kind !== "function") return this.follow(root, path.segments);
    const found = this.follow(root, path.segments.slice(0, -1));
    if ("reason" in found) return found;
    const value = last.name === "length" ? lengthOf(found.value) : undefined;
    return value === undefined ? { reason: noResults(path.segments) } : { value };
  }

  private rootOf({ root }: JsonPath, current: Json | undefined): Json | undefined {
    switch (root.kind) {
      case "input":
        return this.roots.input;
      case "context":
        return this.roots.context;
      case "variable":
        return this.roots.variables.get(root.name);
      case "current":
        return current;
    }
  }

  private follow(root: Json, segments: readonly Segment[]): Found {
    let value = root;
    for (let i = 0; i < segments.length; i++) {
      const segment = segments[i];
      if (segment === undefined) break;
      if (!isSingle(segment)) return this.fanOut(value, segments, i);
      const next = single(value, segment);
      if (next === undefined) return { reason: cannotFollow(value, segments, i) };
      value = next;
    }
    return { value };
  }

  /** Continues from the first segment that can select several values. */
  private fanOut(start: Json, segments: readonly Segment[], from: number): Found {
    const first = segments[from];
    const before = segments.slice(0, from);
    if (first?.kind === "members") {
      if (from < segments.length - 1) return { reason: membersBeforeEnd(first.names, before) };
      if (!isObject(start)) return { reason: cannotFollow(start, segments, from) };
      return { value: pick(start, first.names) };
    }
    if ((first?.kind === "slice" || first?.kind === "indexes") && !isArray(start)) {
      return { reason: notAnArray(first, start, normalised(before)) };
    }
    let values: Json[] = [start];
    let scanned = false;
    for (const segment of segments.slice(from)) {
      const next: Json[] = [];
      for (const value of values) this.addSelected(next, value, segment, scanned);
      values = next;
      scanned = segment.kind === "descendants";
    }
    return { value: values };
  }

  /** Adds the selection of one segment of a value; nothing for a mismatch. */
  private addSelected(to: Json[], value: Json, segment: Segment, scanned: boolean): void {
    if (segment.kind === "descendants") return this.addDescendants(to, value);
    const selected =
      segment.kind === "filter"
        ? candidates(value, scanned).filter((item) => this.passes(segment.test, item))
        : children(value, segment);
    this.visit(selected.length);
    for (const item of selected) to.push(item);
  }

  private passes(test: Filter, item: Json): boolean {
    this.visit(1);
    return passes(test, (path) => {
      const found = this.select(path, item);
      return "value" in found ? found.value : undefined;
    });
  }

  /**
   * A value and everything in it, outermost first. Without recursion, because results may be deeply nested.
   */
  private addDescendants(to: Json[], value: Json): void {
    const waiting: Json[] = [value];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      this.visit(1);
      to.push(next);
      const inner = valuesOf(next);
      for (let i = inner.length - 1; i >= 0; i--) waiting.push(inner[i] ?? null);
    }
  }

  private visit(count: number): void {
    this.visits += count;
    if (this.visits > MOST_VISITS) throw new TooManyValues();
  }
}

function lengthOf(value: Json): number | undefined {
  if (typeof value === "string" || isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function isSingle(segment: Segment): boolean {
  if (segment.kind === "members") return segment.names.length === 1;
  return segment.kind === "indexes" && segment.indexes.length === 1;
}

function single(value: Json, segment: Segment): Json | undefined {
  if (segment.kind === "members") return memberOf(value, segment.names[0] ?? "");
  return segment.kind === "indexes" ? itemAt(value, segment.indexes[0] ?? 0) : undefined;
}

function children(value: Json, segment: Segment): readonly Json[] {
  switch (segment.kind) {
    case "members":
      return isObject(value) ? segment.names.flatMap((name) => present(memberOf(value, name))) : [];
    case "indexes":
      return segment.indexes.flatMap((index) => present(itemAt(value, index)));
    case "slice":
      return isArray(value) ? slice(value, segment.from, segment.to) : [];
    case "wildcard":
      return valuesOf(value);
    default:
      return [];
  }
}

/**
 * The candidates of a filter: the items of an array, or an object itself. After `..` the items are separate
 * candidates.
 */
function candidates(value: Json, scanned: boolean): readonly Json[] {
  if (isObject(value)) return [value];
  return isArray(value) && !scanned ? value : [];
}

/** As in Jayway, a slice with both ends does not count from the end of the array. */
function slice(items: readonly Json[], from: number | undefined, to: number | undefined): readonly Json[] {
  if (from === undefined || to === undefined) return items.slice(from, to);
  return from < to ? items.slice(Math.max(from, 0), Math.max(to, 0)) : [];
}

function valuesOf(value: Json): readonly Json[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}

function memberOf(value: Json, name: string): Json | undefined {
  return isObject(value) ? own(value, name) : undefined;
}

function itemAt(value: Json, index: number): Json | undefined {
  return isArray(value) ? value.at(index) : undefined;
}

function pick(value: { readonly [name: string]: Json }, names: readonly string[]): Json {
  return Object.fromEntries(
    names.flatMap((name) => present(own(value, name)).map((member) => [name, member])),
  );
}

function present(value: Json | undefined): Json[] {
  return value === undefined ? [] : [value];
}
