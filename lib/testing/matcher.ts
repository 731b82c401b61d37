/** What Vitest and Jest give a matcher as `this`, as far as it is needed here. */
export interface MatcherContext {
  /** The runner's own comparison: it knows asymmetric matchers such as `expect.any(String)`. */
  equals(actual: unknown, expected: unknown): boolean;
}

/** What a matcher gives back. */
export interface MatcherResult {
  readonly pass: boolean;
  /** Why the expectation, or its opposite with `.not`, does not hold. */
  readonly message: () => string;
}

/** The result of a matcher: a promise for a simulator in another process. */
export type Judgement = MatcherResult | Promise<MatcherResult>;

/** What a matcher found. */
export interface Finding {
  /** What was looked for: `request RunTask`. */
  readonly wanted: string;
  /** What things of this kind are called: `requests`. */
  readonly kind: string;
  /** One line for each of them. */
  readonly all: readonly string[];
  readonly matching: readonly string[];
  /** How many must match; left out, at least one. */
  readonly times?: number;
}

/** How many lines a message shows: the latest. */
const SHOWN = 25;

/** Judges a finding; its message shows what there was instead. */
export function judge({ wanted, kind, all, matching, times }: Finding): MatcherResult {
  const count = matching.length;
  const pass = times === undefined ? count > 0 : count === times;
  const goal = times === undefined ? wanted : `${wanted} ${timesText(times)}`;
  const found = times === undefined ? `None of the ${kind} matches.` : `There was one ${timesText(count)}.`;
  return {
    pass,
    message: () =>
      pass
        ? `Expected no ${goal}.${count === 0 ? "" : ` These match:\n${list(matching)}`}`
        : `Expected ${article(goal)} ${goal}. ${all.length === 0 ? `There were no ${kind} at all.` : `${found} The ${kind}:\n${list(all)}`}`,
  };
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? "an" : "a";
}

function list(lines: readonly string[]): string {
  const hidden = Math.max(lines.length - SHOWN, 0);
  const shown = lines.slice(hidden).map((line, i) => `  ${hidden + i + 1}. ${line}`);
  return [...(hidden === 0 ? [] : [`  … ${hidden} earlier`]), ...shown].join("\n");
}

function timesText(times: number): string {
  return times === 1 ? "once" : `${times} times`;
}
