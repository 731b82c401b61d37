import { selectError } from "../errors/select.js";

/**
 * Whether a string matches a pattern, in which `%` is any string and `_` any character. Takes at most time
 * proportional to the product of both lengths.
 *
 * @throws LikeInvalidInputs
 */
export function isLike(text: string, pattern: string, escaping: string | undefined): boolean {
  if (escaping !== undefined && [...escaping].length !== 1)
    throw selectError(
      "LikeInvalidInputs",
      "An invalid argument was given to the LIKE clause in the SQL expression.",
    );
  const parts = partsOf(pattern, escaping);
  const units = [...text];
  let matched = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    if (part === "any text") for (let at = Math.min(...matched); at <= units.length; at++) next.add(at);
    else
      for (const at of matched)
        if (at < units.length && (part === "any" || units[at] === part.unit)) next.add(at + 1);
    if (next.size === 0) return false;
    matched = next;
  }
  return matched.has(units.length);
}

type Part = "any text" | "any" | { readonly unit: string };

function partsOf(pattern: string, escaping: string | undefined): Part[] {
  const parts: Part[] = [];
  const units = [...pattern];
  for (let at = 0; at < units.length; at++) {
    const unit = units[at] ?? "";
    if (unit === escaping) parts.push({ unit: units[++at] ?? "" });
    else parts.push(unit === "%" ? "any text" : unit === "_" ? "any" : { unit });
  }
  return parts;
}
