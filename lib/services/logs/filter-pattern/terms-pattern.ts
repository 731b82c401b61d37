import type { FilterPattern } from "./pattern.js";
import { compileRegex, RegexCount } from "./regex.js";
import { invalidCharacters, Scanner } from "./scanner.js";

type Test = (message: string) => boolean;

interface Terms {
  readonly required: Test[];
  readonly optional: Test[];
  readonly excluded: Test[];
}

/**
 * Terms: a message must contain all (`a b`) or one (`?a ?b`), and none of those excluded (`-c`). An empty
 * pattern matches everything.
 */
export function termsPattern(text: string): FilterPattern {
  const test = combined(readTerms(text));
  return { matches: test, extract: () => ({}), namesValues: false };
}

function combined({ required, optional, excluded }: Terms): Test {
  const only = required.length === 1 && excluded.length === 0 ? required[0] : undefined;
  if (only) return only;
  // Optional terms are ignored if there are others.
  if (required.length === 0 && excluded.length === 0 && optional.length > 0)
    return (message) => optional.some((has) => has(message));
  return (message) => required.every((has) => has(message)) && !excluded.some((has) => has(message));
}

function readTerms(text: string): Terms {
  const scanner = new Scanner(text);
  const regexes = new RegexCount();
  const terms: Terms = { required: [], optional: [], excluded: [] };
  while (!scanner.atEnd) {
    const kind = scanner.accept("-") ? "excluded" : scanner.accept("?") ? "optional" : "required";
    terms[kind].push(readTerm(scanner, regexes));
    if (scanner.read(/(?=\s|$)/y) === undefined) throw scanner.unexpected();
  }
  return terms;
}

function readTerm(scanner: Scanner, regexes: RegexCount): Test {
  const source = scanner.readRegex();
  if (source !== undefined) {
    regexes.add();
    const expression = compileRegex(source);
    return (message) => expression.test(message);
  }
  const quoted = scanner.readQuoted();
  if (quoted === "") throw invalidCharacters('""');
  const term = quoted ?? scanner.read(/[\p{L}\p{N}_]+/uy);
  if (term === undefined) throw scanner.unexpected();
  return (message) => message.includes(term);
}
