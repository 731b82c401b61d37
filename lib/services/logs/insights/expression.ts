import type { QueryRecord } from "./record.js";
import type { Value } from "./values.js";

/** Computes the value of an expression for a record. */
export type Expression = (record: QueryRecord) => Value;
