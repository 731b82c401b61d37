import { own } from "../values/own.js";

/** A step of a path: a member, an element, or all of them. */
type Step = string | number | typeof ALL;

const ALL = Symbol("*");
const STEP = /\.([\w-]+|\*)|\[(\d+|\*)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/**
 * EventBridge's subset of JSONPath: members with and without dots, elements, `*`.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export class JsonPath {
  private constructor(private readonly steps: readonly Step[]) {}

  /** Parses a path; `undefined` for an invalid string. */
  static read(text: string): JsonPath | undefined {
    if (!text.startsWith("$")) return undefined;
    const steps: Step[] = [];
    const pattern = new RegExp(STEP);
    for (let at = 1; at < text.length; at = pattern.lastIndex) {
      pattern.lastIndex = at;
      const [match, member, element, ...quoted] = pattern.exec(text) ?? [];
      if (match === undefined) return undefined;
      if (member === "*" || element === "*") steps.push(ALL);
      else steps.push(element === undefined ? (member ?? quoted.find(Boolean) ?? "") : Number(element));
    }
    return new JsonPath(steps);
  }

  /** The value at the path: a list if it has a `*`; `undefined` if there is none. */
  find(document: unknown): unknown {
    let found: readonly unknown[] = [document];
    for (const step of this.steps) found = found.flatMap((value) => childrenOf(value, step));
    return this.steps.includes(ALL) ? found : found[0];
  }
}

function childrenOf(value: unknown, step: Step): readonly unknown[] {
  if (Array.isArray(value))
    return step === ALL ? value : typeof step === "number" ? value.slice(step, step + 1) : [];
  if (typeof value !== "object" || value === null) return [];
  if (step === ALL) return Object.values(value);
  const members: Readonly<Record<string, unknown>> = { ...value };
  const child = own(members, String(step));
  return child === undefined ? [] : [child];
}
