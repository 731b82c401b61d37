/** The strings and brackets of a JSON document; a string before a colon is a key. */
const TOKEN = /"(?:[^"\\]|\\.)*"(?=\s*(:)?)|[{}[\]]/gs;

/**
 * Whether an object in a JSON document has a key twice, which `JSON.parse` does not report.
 *
 * @param text valid JSON
 */
export function hasRepeatedKeys(text: string): boolean {
  /** The keys of each open object; `undefined` for a list. */
  const open: (Set<unknown> | undefined)[] = [];
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (colon !== undefined) {
      const keys = open.at(-1);
      const key: unknown = JSON.parse(token);
      if (keys?.has(key)) return true;
      keys?.add(key);
    }
  }
  return false;
}
