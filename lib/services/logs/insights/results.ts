import type { ResultField } from "../generated/types.js";
import { DEFAULT_COLUMNS } from "./columns.js";
import type { Stage } from "./stage.js";
import { toText } from "./values.js";

/** Rows as returned by GetQueryResults: missing fields are omitted, and events have a pointer. */
export function resultsOf({ records, columns = DEFAULT_COLUMNS }: Stage): ResultField[][] {
  return records.map((record) => {
    const row = columns.flatMap((field) => {
      const value = record.get(field);
      return value === undefined ? [] : [{ field, value: toText(value) }];
    });
    const { pointer } = record;
    return pointer === undefined || columns.includes("@ptr")
      ? row
      : [...row, { field: "@ptr", value: pointer }];
  });
}
