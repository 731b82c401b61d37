import { createRequire } from "node:module";

/** A regular expression that a client wrote, compiled by an engine that never backtracks. */
export interface LinearRegExp {
  /** The names of its groups, in the order of the groups. */
  readonly groupNames: readonly string[];
  /** Whether some part of a text matches. */
  test(text: string): boolean;
  /** The texts of its groups in the first match, by number from 1 and by name; `undefined` without a match. */
  groups(text: string): MatchedGroups | undefined;
}

/** The groups of a match. A group that took no part in it is `undefined`. */
export interface MatchedGroups {
  readonly numbered: readonly (string | undefined)[];
  readonly named: ReadonlyMap<string, string>;
}

/** The expression is malformed, or uses what only backtracking engines have. */
export class UnsupportedRegExp extends Error {
  override readonly name = "UnsupportedRegExp";
}

/** Flags by their letters: case, several lines, and a dot that matches line feeds. */
export type RegExpFlag = "i" | "m" | "s";

/**
 * Compiles an expression in RE2's syntax (https://github.com/google/re2/wiki/Syntax).
 * JavaScript's own engine would let `^(a+)+$` stop the process. RE2 has no
 * lookaround, backreferences or possessive quantifiers.
 *
 * @throws UnsupportedRegExp
 */
export function linearRegExp(source: string, flags: Iterable<RegExpFlag> = []): LinearRegExp {
  // Handlers and timers are synchronous, and few users write expressions: the engine takes 50 ms to load.
  const { RE2JS }: typeof import("re2js") = createRequire(import.meta.url)("re2js");
  const bits = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL };
  let sum = 0;
  for (const flag of new Set(flags)) sum |= bits[flag];
  const compiled = compile(() => RE2JS.compile(source, sum));
  const groupNames = Object.entries(compiled.namedGroups())
    .sort(([, a], [, b]) => a - b)
    .map(([name]) => name);
  return {
    groupNames,
    test: (text) => compiled.test(text),
    groups(text) {
      const matcher = compiled.matcher(text);
      if (!matcher.find()) return undefined;
      const numbered = Array.from(
        { length: compiled.groupCount() },
        (_, i) => matcher.group(i + 1) ?? undefined,
      );
      const named = groupNames.flatMap((name) => {
        const value = matcher.group(name);
        return value === null ? [] : [[name, value] as const];
      });
      return { numbered, named: new Map(named) };
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
