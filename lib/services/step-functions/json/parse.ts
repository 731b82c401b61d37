import type { Json } from "../../../runtime/store/codec.js";
import { isDeeperThan, MOST_LEVELS } from "../../../text/json-document.js";
import { findProblem, type JsonProblem, nestedTooDeep } from "./jackson.js";

/** A parsed document, or the reason why it is invalid. */
export type ParsedJson = { readonly value: Json } | { readonly problem: JsonProblem };

/**
 * Parses JSON written by a user, with the errors of AWS's parser Jackson. Documents may nest 1,000 levels.
 *
 * @param options.rejectDuplicates as for definitions, in which the names of an object must be unique.
 */
export function parseJson(text: string, options: { readonly rejectDuplicates?: boolean } = {}): ParsedJson {
  const problem = options.rejectDuplicates === true ? findProblem(text, true) : undefined;
  if (problem !== undefined) return { problem };
  const parsed = attempt(text);
  if (parsed === undefined) return { problem: findProblem(text) ?? nestedTooDeep(text) };
  if (text.length > 2 * MOST_LEVELS && isDeeperThan(parsed.value, MOST_LEVELS)) {
    return { problem: findProblem(text) ?? nestedTooDeep(text) };
  }
  return parsed;
}

function attempt(text: string): { readonly value: Json } | undefined {
  try {
    const value: Json = JSON.parse(text);
    return { value };
  } catch {
    // V8's message is not used, because AWS's differs.
    return undefined;
  }
}
