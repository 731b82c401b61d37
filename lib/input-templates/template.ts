/** A piece of a template: a literal or a placeholder. */
type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "placeholder"; readonly name: string; readonly quoted: boolean };

/** The value of a placeholder; `undefined` if the event has none. */
export type Values = (name: string) => unknown;

/**
 * A template in which placeholders such as `<name>` are replaced by values: the `InputTemplate` of EventBridge and of
 * Pipes.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export class InputTemplate {
  private readonly pieces: readonly Piece[];
  /** Quoted strings, one or several: they are not minified, and keep their quotes. */
  private readonly isText: boolean;

  /** @param placeholder matches one, with its name as the first group; it has the flag `g`. */
  constructor(template: string, placeholder: RegExp) {
    this.pieces = piecesOf(template, placeholder);
    this.isText = template.trimStart().startsWith('"');
  }

  /** The names of its placeholders. */
  get names(): readonly string[] {
    return this.pieces.flatMap((piece) => (piece.kind === "placeholder" ? piece.name : []));
  }

  /** The template with values; `undefined` if the result is not JSON, which is not sent. */
  fill(values: Values): string | undefined {
    const filled = this.pieces
      .map((piece) => (piece.kind === "text" ? piece.text : this.shown(piece, values)))
      .join("");
    if (this.isText) return filled;
    return isJson(filled) ? minified(filled) : undefined;
  }

  private shown({ name, quoted }: Extract<Piece, { kind: "placeholder" }>, values: Values): string {
    const value = values(name);
    if (value === undefined) return quoted ? "" : '""';
    const json = JSON.stringify(value);
    if (!quoted) return json;
    if (typeof value === "string") return json.slice(1, -1);
    // Recorded: an object in a string loses its quotes; in the string of a document it makes the document
    // invalid.
    return this.isText ? json.replaceAll('"', "") : json;
  }
}

function piecesOf(template: string, placeholder: RegExp): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let quoted = false;
  const addText = (text: string): void => {
    if (text !== "") pieces.push({ kind: "text", text });
    quoted = quotesIn(text) % 2 === 1 ? !quoted : quoted;
  };
  for (const match of template.matchAll(placeholder)) {
    addText(template.slice(at, match.index));
    pieces.push({ kind: "placeholder", name: match[1] ?? "", quoted });
    at = match.index + match[0].length;
  }
  addText(template.slice(at));
  return pieces;
}

/** Number of quotes that start or end a string. */
function quotesIn(text: string): number {
  return text.match(/\\.|"/gs)?.filter((found) => found === '"').length ?? 0;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON without whitespace between its tokens. Members and numbers are unchanged. */
export function minified(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|\s+/gs, (_, string: string | undefined) => string ?? "");
}
