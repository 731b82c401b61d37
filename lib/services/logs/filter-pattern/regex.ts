import { type LinearRegExp, linearRegExp, UnsupportedRegExp } from "../../../text/linear-regexp.js";
import { invalidPattern } from "../errors.js";
import { invalidCharacters } from "./scanner.js";

const ALLOWED = /^(?:[A-Za-z0-9:_#=@/;,\-^$?[\]{}|*+. ]|\\[dDsSwW]|\\x[0-9a-fA-F]{2}|\\[^\p{L}\p{N}])*$/u;
const MOST = 2;

/**
 * Compiles a regular expression between percent signs. AWS allows few operators, and no parentheses:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileRegex(source: string): LinearRegExp {
  const [parenthesis] = /(?<!\\)[()]/.exec(source) ?? [];
  if (parenthesis !== undefined) throw invalidCharacters(parenthesis);
  if (!ALLOWED.test(source)) throw invalidPattern();
  try {
    return linearRegExp(source);
  } catch (error) {
    if (!(error instanceof UnsupportedRegExp)) throw error;
    throw invalidPattern();
  }
}

/** A pattern may have two regular expressions. */
export class RegexCount {
  private count = 0;

  add(): void {
    if (++this.count > MOST) throw invalidPattern();
  }
}
