/** Jackson's location after a number of characters. It quotes at most 500 characters of the source. */
export function locationOf(text: string, end: number): string {
  const before = text.slice(0, end);
  const line = before.split("\n").length;
  const column = end - (before.lastIndexOf("\n") + 1) + 1;
  return `[Source: ${sourceOf(text)}; line: ${line}, column: ${column}]`;
}

function sourceOf(text: string): string {
  const rest = text.length - MOST_QUOTED;
  return `(String)"${text.slice(0, MOST_QUOTED)}"${rest > 0 ? `[truncated ${rest} chars]` : ""}`;
}

const MOST_QUOTED = 500;
