/** The part of the `this` of matchers in Vitest and Jest that is used here. */
export interface MatcherContext {
  /** The runner's comparison, which supports asymmetric matchers such as `expect.any(String)`. */
  equals(actual: unknown, expected: unknown): boolean;
}

/** The result of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  /** Why the expectation, or its opposite with `.not`, fails. */
  readonly message: () => string;
}

/** The return value of a matcher: a promise for a simulator in another process. */
export type Judgement = MatcherResult | Promise<MatcherResult>;

/** The records that a matcher compared. */
export interface Finding {
  /** The expected record: `request RunTask`. */
  readonly wanted: string;
  /** Plural name of such records: `requests`. */
  readonly kind: string;
  /** One line for each record. */
  readonly all: readonly string[];
  readonly matching: readonly string[];
  /** Required number of matches. Default at least one. */
  readonly times?: number;
}

/** Number of lines in a message: the latest. */
const SHOWN = 25;

/** Decides whether a matcher passes; its message shows the existing records. */
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
