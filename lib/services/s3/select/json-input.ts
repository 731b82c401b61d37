import { selectError } from "../errors/select.js";
import type { JSONInput } from "../generated/types.js";
import { type Row, rowsBelow } from "./paths.js";
import type { PathStep } from "./syntax.js";
import { fromJson } from "./values.js";

/** The rows of JSON, by the path after `S3Object`. @throws JSONParsingError */
export function* jsonRows(
  text: string,
  { Type = "LINES" }: JSONInput,
  from: readonly PathStep[],
): Generator<Row> {
  for (const document of Type === "LINES" ? linesOf(text) : documentsOf(text))
    for (const value of rowsBelow(fromJson(parse(document)), from)) yield { value };
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

/** Splits consecutive documents, whatever is between them. */
function documentsOf(text: string): string[] {
  const documents: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text[at];
    if (quoted) {
      if (unit === "\\") at++;
      else if (unit === '"') quoted = false;
    } else if (unit === '"') quoted = true;
    else if (unit === "{" || unit === "[") depth++;
    else if ((unit === "}" || unit === "]") && --depth === 0) {
      documents.push(text.slice(start, at + 1));
      start = at + 1;
    }
  }
  const rest = text.slice(start);
  return rest.trim() === "" ? documents : [...documents, rest];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw selectError(
      "JSONParsingError",
      "Encountered an error parsing the JSON file. Check the file and try again.",
    );
  }
}
