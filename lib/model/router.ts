import { own } from "../values/own.js";
import type { WireRequest } from "../wire/message.js";
import { decodePercent, parseQueryString, type QueryParameters } from "./query-string.js";

/** The properties of a REST operation that the router needs. */
export interface Route<T> {
  readonly target: T;
  readonly method: string;
  /** URI template: `/{Bucket}/{Key+}?uploads`. */
  readonly uri: string;
  /** Wire names of the required members in the query string. */
  readonly requiredQuery: readonly string[];
  /** Wire names of the required members in headers. */
  readonly requiredHeaders: readonly string[];
}

/** A matching operation, with its URI labels decoded. */
export interface RouteMatch<T> {
  readonly target: T;
  readonly labels: Record<string, string>;
}

type RoutedRequest = Pick<WireRequest, "method" | "path" | "query" | "headers">;

interface CompiledRoute<T> extends Route<T> {
  readonly segments: readonly Segment[];
  readonly literalLength: number;
  /** Number of required members. */
  readonly requirements: number;
  readonly literalQuery: readonly (readonly [name: string, value: string])[];
}

type Segment = { readonly literal: string } | { readonly label: string; readonly greedy: boolean };

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  label: Node<T> | undefined;
  readonly greedy: RouteList<T>;
  readonly routes: RouteList<T>;
}

/** The routes that end at a node. */
class RouteList<T> {
  readonly #all: CompiledRoute<T>[] = [];
  /** Most requests have no query: of S3's 40 routes for a key, they match a handful. */
  readonly #withoutQuery: CompiledRoute<T>[] = [];

  add(route: CompiledRoute<T>): void {
    this.#all.push(route);
    if (route.literalQuery.length === 0) this.#withoutQuery.push(route);
  }

  /** The routes whose literal query parameters a request may have. */
  for({ query }: RoutedRequest): readonly CompiledRoute<T>[] {
    return query === "" ? this.#withoutQuery : this.#all;
  }
}

/**
 * Finds the operation of a REST request: the longest literal path wins, then the most literal query
 * parameters, then the most required query and header members that are present. The last rule distinguishes
 * S3's UploadPart from PutObject.
 */
export class Router<T> {
  readonly #roots = new Map<string, Node<T>>();

  constructor(routes: readonly Route<T>[]) {
    for (const route of routes) this.#add(compile(route));
  }

  match(request: RoutedRequest): RouteMatch<T> | undefined {
    const root = this.#roots.get(request.method);
    if (root === undefined) return undefined;
    const segments = segmentsOf(request.path);
    const found = this.#select(root, segments, request);
    if (found !== undefined) return found;
    // Services accept "/functions/" for "/functions", and "/bucket/" is the bucket, not an empty key.
    return segments.length > 1 && segments.at(-1) === ""
      ? this.#select(root, segments.slice(0, -1), request)
      : undefined;
  }

  #select(root: Node<T>, segments: readonly string[], request: RoutedRequest): RouteMatch<T> | undefined {
    const choice = new Choice<T>(request);
    consider(root, segments, 0, choice);
    const { route } = choice;
    return route && { target: route.target, labels: readLabels(route, segments) };
  }

  #add(route: CompiledRoute<T>): void {
    let node = this.#roots.get(route.method);
    if (node === undefined) {
      node = emptyNode();
      this.#roots.set(route.method, node);
    }
    for (const segment of route.segments) {
      if ("literal" in segment) node = child(node, segment.literal);
      else if (segment.greedy) break;
      else {
        node.label ??= emptyNode();
        node = node.label;
      }
    }
    const greedy = route.segments.some((segment) => "greedy" in segment && segment.greedy);
    (greedy ? node.greedy : node.routes).add(route);
  }
}

/** The segments of a path, which starts with a slash. Each request runs this; `split` would take twice as long. */
function segmentsOf(path: string): string[] {
  const segments: string[] = [];
  let start = 1;
  for (let end = path.indexOf("/", start); end >= 0; end = path.indexOf("/", start)) {
    segments.push(path.slice(start, end));
    start = end + 1;
  }
  segments.push(path.slice(start));
  return segments;
}

function emptyNode<T>(): Node<T> {
  return { literals: new Map(), label: undefined, greedy: new RouteList(), routes: new RouteList() };
}

function child<T>(node: Node<T>, literal: string): Node<T> {
  let next = node.literals.get(literal);
  if (next === undefined) {
    next = emptyNode();
    node.literals.set(literal, next);
  }
  return next;
}

function compile<T>(route: Route<T>): CompiledRoute<T> {
  const [path = "", query = ""] = route.uri.split("?");
  const segments = path
    .split("/")
    .filter((text) => text !== "")
    .map(parseSegment);
  const literalQuery = [...parseQueryString(query)].map(([name, [value = ""]]) => [name, value] as const);
  const literalLength = segments.reduce(
    (sum, segment) => sum + ("literal" in segment ? segment.literal.length : 0),
    0,
  );
  const requiredHeaders = route.requiredHeaders.map((name) => name.toLowerCase());
  const requirements = route.requiredQuery.length + requiredHeaders.length;
  return { ...route, requiredHeaders, segments, literalQuery, literalLength, requirements };
}

function parseSegment(text: string): Segment {
  if (!text.startsWith("{")) return { literal: text };
  const greedy = text.endsWith("+}");
  return { label: text.slice(1, greedy ? -2 : -1), greedy };
}

/** Passes every matching route below a node to a choice. */
function consider<T>(node: Node<T>, segments: readonly string[], index: number, choice: Choice<T>): void {
  // An element beyond the end of an array is never read: V8 has no fast path for it.
  const segment = index < segments.length ? segments[index] : undefined;
  if (segment === undefined || (segment === "" && segments.length === 1)) {
    for (const route of node.routes.for(choice.request)) choice.consider(route);
    return;
  }
  const literal = node.literals.size === 0 ? undefined : node.literals.get(segment);
  if (literal !== undefined) consider(literal, segments, index + 1, choice);
  if (node.label !== undefined && segment !== "") consider(node.label, segments, index + 1, choice);
  for (const route of node.greedy.for(choice.request))
    if (matchesGreedily(route, segments, index)) choice.consider(route);
}

/** A greedy label matches at least one character, and leaves the rest of the template: `/{Name+}/policy`. */
function matchesGreedily<T>(route: CompiledRoute<T>, segments: readonly string[], index: number): boolean {
  const count = route.segments.length - (index + 1);
  const end = segments.length - count;
  if (end <= index || (end === index + 1 && segments[index] === "")) return false;
  if (count === 0) return true;
  const after = route.segments.slice(index + 1);
  return after.every(
    (segment, offset) => !("literal" in segment) || segment.literal === segments[end + offset],
  );
}

/**
 * The best route for a request's path. A missing required member never hides an operation: if no route of the
 * best rank is complete, the one with the fewest requirements is chosen, and its validation names the missing
 * member.
 */
class Choice<T> {
  route: CompiledRoute<T> | undefined;
  #isComplete = false;
  readonly #query: QueryParameters | undefined;

  constructor(readonly request: RoutedRequest) {
    this.#query = request.query === "" ? undefined : parseQueryString(request.query);
  }

  consider(route: CompiledRoute<T>): void {
    if (route.literalQuery.length > 0 && !this.#hasLiterals(route)) return;
    const order = this.route ? compareLiterals(route, this.route) : -1;
    if (order > 0) return;
    const isComplete = this.#completes(route);
    if (order === 0 && !this.#isBetter(route, isComplete)) return;
    this.route = route;
    this.#isComplete = isComplete;
  }

  /** Among equals: the complete one with the most requirements, or the incomplete one with the fewest. */
  #isBetter(route: CompiledRoute<T>, isComplete: boolean): boolean {
    const surplus = route.requirements - (this.route?.requirements ?? 0);
    if (!isComplete) return !this.#isComplete && surplus <= 0;
    return !this.#isComplete || surplus > 0;
  }

  #hasLiterals({ literalQuery }: CompiledRoute<T>): boolean {
    if (this.#query === undefined) return false;
    for (const [name, value] of literalQuery) if (!this.#hasLiteral(name, value)) return false;
    return true;
  }

  #hasLiteral(name: string, value: string): boolean {
    const values = this.#query?.get(name);
    return values !== undefined && (value === "" || values.includes(value));
  }

  #completes({ requirements, requiredQuery, requiredHeaders }: CompiledRoute<T>): boolean {
    if (requirements === 0) return true;
    for (const name of requiredQuery) if (!this.#query?.has(name)) return false;
    for (const name of requiredHeaders) if (own(this.request.headers, name) === undefined) return false;
    return true;
  }
}

/** More literals in the path come first, then more literals in the query. */
function compareLiterals<T>(a: CompiledRoute<T>, b: CompiledRoute<T>): number {
  return b.literalLength - a.literalLength || b.literalQuery.length - a.literalQuery.length;
}

/** Each label is decoded separately: an encoded "/" is part of the value, never a separator. */
function readLabels<T>(route: CompiledRoute<T>, segments: readonly string[]): Record<string, string> {
  const labels: Record<string, string> = {};
  // Additional segments that a greedy label matched.
  const surplus = segments.length - route.segments.length;
  let position = 0;
  for (const segment of route.segments) {
    const taken = "greedy" in segment && segment.greedy ? surplus + 1 : 1;
    if ("label" in segment) labels[segment.label] = decodePercent(joined(segments, position, taken));
    position += taken;
  }
  return labels;
}

function joined(segments: readonly string[], start: number, count: number): string {
  return count === 1 ? (segments[start] ?? "") : segments.slice(start, start + count).join("/");
}
