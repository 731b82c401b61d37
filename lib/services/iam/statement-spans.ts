/** A place in a document, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The text of a statement in its document. */
export interface Span {
  readonly start: Place;
  readonly end: Place;
}

/** The strings and brackets of a JSON document. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

/**
 * Where the statements of a policy are, as the policy simulator of IAM reports them: each begins where the
 * bracket or statement before it ends, and ends behind its last brace.
 *
 * @param text the document of a valid policy
 */
export function statementSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let depth = 0;
  let from: number | undefined;
  /** The depth of the braces of statements: 2 in a list, 1 for a single one. */
  let level = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const end = index + token.length;
    if (token === '"Statement"' && depth === 1) {
      const colon = text.indexOf(":", end) + 1;
      const isList = text.slice(colon).trimStart().startsWith("[");
      level = isList ? 2 : 1;
      from = isList ? text.indexOf("[", colon) + 1 : colon;
    } else if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") {
      depth--;
      if (from === undefined || depth < level) from = undefined;
      else if (token === "}" && depth === level) {
        spans.push({ start: placeAt(text, from), end: placeAt(text, end) });
        from = end;
      }
    }
  }
  return spans;
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
