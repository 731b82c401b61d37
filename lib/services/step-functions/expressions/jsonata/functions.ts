import { createHash } from "node:crypto";
import { IdSource } from "../../../../runtime/ids.js";
import { parseJson } from "../../json/parse.js";
import { ALGORITHMS } from "../intrinsics/strings.js";
import type { Focus } from "./engine.js";
import { type Evaluation, LimitExceeded } from "./evaluation.js";
import { sort } from "./sort.js";

/** A JSONata function: its signature in JSONata's notation, and its implementation. */
export interface JsonataFunction {
  readonly signature: string;
  readonly apply: (evaluation: Evaluation, args: readonly unknown[], focus: Focus) => unknown;
}

/**
 * Functions that AWS adds to JSONata, and replacements of built-in ones that use the machine's time and
 * randomness, or have no bound. All return nothing for nothing, as built-in ones do.
 */
export const FUNCTIONS: ReadonlyMap<string, JsonataFunction> = new Map<string, JsonataFunction>([
  ["partition", { signature: "<an:a>", apply: partition }],
  ["range", { signature: "<nnn?:a>", apply: range }],
  ["hash", { signature: "<ss?:s>", apply: hash }],
  ["random", { signature: "<n?:n>", apply: random }],
  ["uuid", { signature: "<:s>", apply: ({ scope }) => scope.randomness.uuid() }],
  ["parse", { signature: "<s:x>", apply: parse }],
  ["millis", { signature: "<:n>", apply: ({ scope }) => scope.now }],
  ["now", { signature: "<s?s?:s>", apply: now }],
  ["shuffle", { signature: "<a:a>", apply: shuffle }],
  ["sort", { signature: "<af?:a>", apply: sort }],
  ["distinct", { signature: "<x:x>", apply: distinct }],
  ["pad", { signature: "<s-ns?:s>", apply: pad }],
]);

/** AWS's functions reject arguments with an error without a code. */
class InvalidArgument extends Error {
  override readonly name = "InvalidArgument";
}

function partition(evaluation: Evaluation, [items, size]: readonly unknown[]): unknown {
  if (!Array.isArray(items) || typeof size !== "number") return undefined;
  const length = Math.floor(size);
  if (length < 1) throw new InvalidArgument("The chunk size of $partition must be a positive integer");
  evaluation.spend(items.length / length);
  return Array.from({ length: Math.ceil(items.length / length) }, (_, i) =>
    items.slice(i * length, (i + 1) * length),
  );
}

function range(_: Evaluation, args: readonly unknown[]): unknown {
  const [first, last, step = 1] = args.map((value) =>
    typeof value === "number" ? Math.floor(value) : undefined,
  );
  if (first === undefined || last === undefined) return undefined;
  if (step === 0) throw new InvalidArgument("The step of $range must not be 0");
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > LONGEST_RANGE) throw new LimitExceeded("Expression evaluation memory limit exceeded");
  return Array.from({ length }, (__, i) => first + i * step);
}

const LONGEST_RANGE = 1_000_000;

function hash(_: Evaluation, [text, algorithm = "SHA-256"]: readonly unknown[]): unknown {
  if (typeof text !== "string") return undefined;
  const name = ALGORITHMS.get(String(algorithm));
  if (name === undefined) {
    throw new InvalidArgument(`The algorithm of $hash must be one of ${[...ALGORITHMS.keys()].join(", ")}`);
  }
  return createHash(name).update(text).digest("hex");
}

function random({ scope }: Evaluation, [seed]: readonly unknown[]): number {
  return typeof seed === "number" ? new IdSource(seed).fraction() : scope.randomness.fraction();
}

function parse(_: Evaluation, [text]: readonly unknown[]): unknown {
  if (typeof text !== "string") return undefined;
  const parsed = parseJson(text);
  if ("problem" in parsed) throw new InvalidArgument(parsed.problem.message);
  return parsed.value;
}

/** As the built-in `$now`, which formats the machine's time with `$fromMillis`. */
function now({ scope }: Evaluation, [picture, zone]: readonly unknown[], focus: Focus): unknown {
  const fromMillis = focus.environment.lookup("fromMillis");
  if (typeof fromMillis !== "object" || fromMillis === null || !("implementation" in fromMillis))
    return undefined;
  const { implementation } = fromMillis;
  return typeof implementation === "function"
    ? implementation.call(focus, scope.now, picture, zone)
    : undefined;
}

function shuffle({ scope }: Evaluation, [items]: readonly unknown[]): unknown {
  if (!Array.isArray(items)) return undefined;
  const shuffled: unknown[] = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const other = Math.floor(scope.randomness.fraction() * (i + 1));
    [shuffled[i], shuffled[other]] = [shuffled[other], shuffled[i]];
  }
  return shuffled;
}

/** The built-in function has quadratic cost. */
function distinct(evaluation: Evaluation, [items]: readonly unknown[]): unknown {
  if (!Array.isArray(items) || items.length < 2) return items;
  const found = new Map<string, unknown>();
  for (const item of items) {
    const key = keyOf(item);
    evaluation.spend(key.length / 64);
    if (!found.has(key)) found.set(key, item);
  }
  return [...found.values()];
}

/** Equal strings for equal values. */
function keyOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return `${typeof value}:${String(value)}`;
  if (Array.isArray(value)) return `[${value.map(keyOf).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${keyOf(member)}`).join(",")}}`;
}

/** As the built-in function, but with a maximum length. Negative widths pad on the left. */
function pad(evaluation: Evaluation, [text, width, filler]: readonly unknown[]): unknown {
  if (typeof text !== "string" || typeof width !== "number") return undefined;
  const missing = Math.max(0, Math.abs(Math.trunc(width)) - [...text].length);
  evaluation.checkLength(missing);
  const characters = typeof filler === "string" && filler !== "" ? [...filler] : [" "];
  const padding = Array.from({ length: missing }, (_, i) => characters[i % characters.length]).join("");
  return width > 0 ? text + padding : padding + text;
}
