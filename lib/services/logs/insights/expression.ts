import type { QueryRecord } from "./record.js";
import type { Value } from "./values.js";

/** What an expression is for a record. */
export type Expression = (record: QueryRecord) => Value;
