import type { Evaluation } from "./evaluation.js";

/** Whether two items must be swapped. A function of an expression, wrapped by the engine. */
type Comparator = (left: unknown, right: unknown) => unknown;

/** An error whose message the engine derives from its code. */
class EngineError extends Error {
  override readonly name = "EngineError";
  constructor(
    readonly code: string,
    /** Number of the invalid argument, from 1. */
    readonly index: number,
  ) {
    super(code);
  }
}

/** Number of native comparisons that cost as much as one of an expression. */
const COMPARISONS_PER_STEP = 64;

/**
 * `$sort`, with the results of the built-in function, which copies the items at each comparison: twenty
 * thousand numbers block the process for five seconds.
 */
export function sort(evaluation: Evaluation, [items, comparator]: readonly unknown[]): unknown {
  if (!Array.isArray(items) || items.length < 2) return items;
  if (typeof comparator === "function") return mergeSort(items, comparator as Comparator);
  if (!items.every((item) => typeof item === "number") && !items.every((item) => typeof item === "string"))
    throw new EngineError("D3070", 1);
  evaluation.spend((items.length * Math.log2(items.length)) / COMPARISONS_PER_STEP);
  return [...items].sort((left, right) => (left > right ? 1 : right > left ? -1 : 0));
}

/**
 * Merges sorted runs of one item to runs of two, of four, and so on. The order is stable unless the
 * comparator returns true.
 */
async function mergeSort(items: readonly unknown[], comparator: Comparator): Promise<unknown[]> {
  let sorted = [...items];
  for (let width = 1; width < items.length; width *= 2) {
    const merged: unknown[] = [];
    for (let start = 0; start < items.length; start += 2 * width) {
      const middle = Math.min(start + width, items.length);
      const end = Math.min(middle + width, items.length);
      let left = start;
      let right = middle;
      while (left < middle && right < end) {
        const swaps = await comparator(sorted[left], sorted[right]);
        merged.push(swaps ? sorted[right++] : sorted[left++]);
      }
      merged.push(...sorted.slice(left, middle), ...sorted.slice(right, end));
    }
    sorted = merged;
  }
  return sorted;
}
