/**
 * How deep the documents of users may nest. It is the limit of Jackson, which
 * AWS's services parse with (`StreamReadConstraints`), and few enough levels
 * for everything here that recurses, such as `JSON.stringify`.
 */
export const MOST_LEVELS = 1_000;

/** A document that is nested deeper than {@link MOST_LEVELS}. */
export class NestedTooDeep extends Error {
  override readonly name = "NestedTooDeep";
  constructor() {
    super(`The document is nested deeper than ${MOST_LEVELS} levels.`);
  }
}

/**
 * Parses a JSON document that a user wrote: a policy, an event, a manifest.
 *
 * @throws SyntaxError when it is not JSON, NestedTooDeep when nobody could walk it.
 */
export function parseDocument(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Most documents are too short to be deep.
  if (text.length > 2 * MOST_LEVELS && isDeeperThan(value, MOST_LEVELS)) throw new NestedTooDeep();
  return value;
}

/** Whether objects and arrays are nested deeper than so many levels. Walks level by level, without recursion. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  let level = isContainer(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > levels) return true;
    const next: object[] = [];
    for (const container of level) {
      for (const inner of Object.values(container)) if (isContainer(inner)) next.push(inner);
    }
    level = next;
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
