/**
 * Maximum nesting of user documents. It is the limit of Jackson, the parser of AWS's services
 * (`StreamReadConstraints`), and low enough for recursive code such as `JSON.stringify`.
 */
export const MOST_LEVELS = 1_000;

/** A document with more levels than {@link MOST_LEVELS}. */
export class NestedTooDeep extends Error {
  override readonly name = "NestedTooDeep";
  constructor() {
    super(`The document is nested deeper than ${MOST_LEVELS} levels.`);
  }
}

/**
 * Parses a JSON document written by a user: a policy, an event, a manifest.
 *
 * @throws SyntaxError if it is not JSON; NestedTooDeep if it has too many levels.
 */
export function parseDocument(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Most documents are too short to be deeply nested.
  if (text.length > 2 * MOST_LEVELS && isDeeperThan(value, MOST_LEVELS)) throw new NestedTooDeep();
  return value;
}

/** Whether objects and arrays exceed a number of levels. Works level by level, without recursion. */
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
