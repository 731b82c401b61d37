/** A structure or map whose members are not known to the compiler. */
export type Values = Readonly<Record<string, unknown>>;

/** A structure or map, not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** On AWS's wire null and absent are the same. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** An output as its members; nothing is no members. */
export function valuesOf(output: object | undefined): Values {
  return isRecord(output) ? output : {};
}
