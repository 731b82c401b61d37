import { EventPatternError } from "../../../event-patterns/errors.js";
import { EventPattern } from "../../../event-patterns/pattern.js";
import { type FilteredRecord, recordFilter } from "../../../event-patterns/record-filter.js";
import { invalidFilter } from "../errors/invocations.js";
import type { FilterCriteria } from "../generated/types.js";

/**
 * Parses the filters of a mapping:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 *
 * @throws InvalidParameterValueException
 */
export function readFilters({ Filters = [] }: FilterCriteria = {}): (record: FilteredRecord) => boolean {
  return recordFilter(Filters.map(({ Pattern = "" }) => readPattern(Pattern)));
}

function readPattern(text: string): EventPattern {
  try {
    return EventPattern.read(text);
  } catch (error) {
    if (error instanceof EventPatternError) throw invalidFilter();
    throw error;
  }
}
