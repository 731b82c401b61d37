import type { EventPattern } from "./pattern.js";

/** A record of a queue, as filters match it. */
export interface FilteredRecord {
  readonly body: string;
}

/**
 * Whether a record matches one of the patterns, or there are none: the filters of Lambda event sources and
 * Pipes.
 */
export function recordFilter(patterns: readonly EventPattern[]): (record: FilteredRecord) => boolean {
  if (patterns.length === 0) return () => true;
  return (record) => patterns.some((pattern) => pattern.matches(seenBy(pattern, record)));
}

/** A pattern for the body compares its members; a body that is not JSON has none. */
function seenBy(pattern: EventPattern, record: FilteredRecord): object {
  if (!pattern.looksInto("body")) return record;
  try {
    return { ...record, body: JSON.parse(record.body) as unknown };
  } catch {
    return record;
  }
}
