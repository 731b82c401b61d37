import { type LinearRegExp, linearRegExp, type RegExpFlag } from "../../../../text/linear-regexp.js";
import type { RegexEngine, RegexMatch } from "./engine.js";

/**
 * Executes regular expressions of JSONata on an engine without backtracking. JSONata's parser converts them
 * to `RegExp`s, which are never executed.
 */
export class LinearEngine implements RegexEngine {
  lastIndex = 0;
  private readonly expression: LinearRegExp;

  constructor(expression: RegExp) {
    this.expression = linearRegExp(
      expression.source,
      FLAGS.filter((flag) => expression.flags.includes(flag)),
    );
  }

  exec(text: string): RegexMatch | null {
    const match = this.expression.matchFrom(text, this.lastIndex);
    this.lastIndex = match?.end ?? 0;
    if (match === undefined) return null;
    const groups: (string | undefined)[] = [text.slice(match.start, match.end), ...match.groups];
    return Object.assign(groups, { index: match.start });
  }
}

const FLAGS: readonly RegExpFlag[] = ["i", "m", "s"];
