import { createRequire } from "node:module";

/** A regular expression of a client, compiled by an engine without backtracking. */
export interface LinearRegExp {
  /** Names of its groups, in order. */
  readonly groupNames: readonly string[];
  /** Whether a part of a string matches. */
  test(text: string): boolean;
  /** The groups of the first match, by number from 1 and by name; `undefined` without a match. */
  groups(text: string): MatchedGroups | undefined;
  /** The first match that starts at or after a position. */
  matchFrom(text: string, position: number): PlacedMatch | undefined;
}

/** A match with its position. */
export interface PlacedMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** The groups of a match. A group that did not participate is `undefined`. */
export interface MatchedGroups {
  readonly numbered: readonly (string | undefined)[];
  readonly named: ReadonlyMap<string, string>;
}

/** The expression is malformed, or uses features that require backtracking. */
export class UnsupportedRegExp extends Error {
  override readonly name = "UnsupportedRegExp";
}

/** Flags by letter: ignore case, multiple lines, and a dot that matches line feeds. */
export type RegExpFlag = "i" | "m" | "s";

/**
 * Compiles an expression in RE2's syntax (https://github.com/google/re2/wiki/Syntax). With JavaScript's own
 * engine, `^(a+)+$` could block the process. RE2 has no lookaround, backreferences or possessive quantifiers.
 *
 * @throws UnsupportedRegExp
 */
export function linearRegExp(source: string, flags: Iterable<RegExpFlag> = []): LinearRegExp {
  // Loaded on demand with `require`: handlers and timers are synchronous, few users write expressions, and
  // the engine takes 50 ms to load.
  const { RE2JS }: typeof import("re2js") = createRequire(import.meta.url)("re2js");
  const bits = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL };
  let sum = 0;
  for (const flag of new Set(flags)) sum |= bits[flag];
  const compiled = compile(() => RE2JS.compile(source, sum));
  const groupNames = Object.entries(compiled.namedGroups())
    .sort(([, a], [, b]) => a - b)
    .map(([name]) => name);
  const numbered = (matcher: ReturnType<typeof compiled.matcher>) =>
    Array.from({ length: compiled.groupCount() }, (_, i) => matcher.group(i + 1) ?? undefined);
  return {
    groupNames,
    test: (text) => compiled.test(text),
    groups(text) {
      const matcher = compiled.matcher(text);
      if (!matcher.find()) return undefined;
      const named = groupNames.flatMap((name) => {
        const value = matcher.group(name);
        return value === null ? [] : [[name, value] as const];
      });
      return { numbered: numbered(matcher), named: new Map(named) };
    },
    matchFrom(text, position) {
      const matcher = compiled.matcher(text);
      if (position > text.length || !matcher.find(position)) return undefined;
      return { start: matcher.start(), end: matcher.end(), groups: numbered(matcher) };
    },
  };
}

function compile<Compiled>(run: () => Compiled): Compiled {
  try {
    return run();
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
    throw new UnsupportedRegExp(
      `${reason} (expressions have RE2's syntax: lookaround, backreferences and possessive quantifiers are not supported)`,
    );
  }
}
