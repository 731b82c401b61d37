import type { Value } from "./values.js";

const REQUEST = /\bRequestId: ([0-9a-f-]{36})/;
const LINE = /^(START|END|REPORT) RequestId: /;
/** Insights counts Lambda's megabytes as a million bytes. */
const MEGABYTE = 1_000_000;

const REPORTED: readonly (readonly [field: string, expression: RegExp, unit: number])[] = [
  ["@duration", /\tDuration: ([\d.]+) ms/, 1],
  ["@billedDuration", /\tBilled Duration: ([\d.]+) ms/, 1],
  ["@initDuration", /\tInit Duration: ([\d.]+) ms/, 1],
  ["@memorySize", /\tMemory Size: (\d+) MB/, MEGABYTE],
  ["@maxMemoryUsed", /\tMax Memory Used: (\d+) MB/, MEGABYTE],
];

/** The fields of the lines that Lambda writes for an invocation. */
export function lambdaFields(message: string): ReadonlyMap<string, Value> {
  const fields = new Map<string, Value>();
  const [, type] = LINE.exec(message) ?? [];
  if (type === undefined) return fields;
  fields.set("@type", type);
  fields.set("@requestId", REQUEST.exec(message)?.[1]);
  for (const [field, expression, unit] of REPORTED) {
    const [, number] = expression.exec(message) ?? [];
    if (number !== undefined) fields.set(field, Number(number) * unit);
  }
  return fields;
}
