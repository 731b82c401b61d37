import type { Scanner } from "./scanner.js";

/** A path into JSON: member names, indices, and `*` for all of either. */
export interface Selector {
  /** As written. */
  readonly text: string;
  /** The values at the path; none if it does not exist. */
  select(root: unknown): unknown[];
}

type Step = { readonly member: string } | { readonly index: number } | "every member" | "every element";

/** `$.a.b`, `$.a[0]`, `$.a[*]`, `$.*`, `$['a.b']`, `$.['a.b']` */
export function readSelector(scanner: Scanner): Selector {
  if (!scanner.accept("$")) throw scanner.unexpected();
  const steps: Step[] = [];
  let text = "$";
  for (;;) {
    const part = scanner.read(/\.?\[\s*(?:\d+|\*|'[^']*'|"[^"]*")\s*\]|\.\*|\.[\p{L}\p{N}_@-]+/uy);
    if (part === undefined) break;
    text += part;
    steps.push(stepOf(part));
  }
  if (steps.length === 0) throw scanner.unexpected();
  return { text, select: (root) => steps.reduce<unknown[]>(follow, [root]) };
}

function stepOf(part: string): Step {
  const bracketed = /^\.?\[\s*(.*?)\s*\]$/s.exec(part)?.[1];
  if (bracketed === undefined) return part === ".*" ? "every member" : { member: part.slice(1) };
  if (bracketed === "*") return "every element";
  return /^\d/.test(bracketed) ? { index: Number(bracketed) } : { member: bracketed.slice(1, -1) };
}

function follow(values: unknown[], step: Step): unknown[] {
  return values.flatMap((value) => {
    if (Array.isArray(value)) {
      if (step === "every element") return value;
      return typeof step === "object" && "index" in step && step.index < value.length
        ? [value[step.index]]
        : [];
    }
    if (typeof value !== "object" || value === null) return [];
    if (step === "every member") return Object.values(value);
    return typeof step === "object" && "member" in step && Object.hasOwn(value, step.member)
      ? [Reflect.get(value, step.member)]
      : [];
  });
}
