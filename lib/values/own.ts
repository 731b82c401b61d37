/**
 * A member of a record with arbitrary keys. Returns `undefined` for `constructor`, `__proto__` and other
 * inherited members. Names sent by clients are looked up with this function or in a `Map`.
 */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
