/**
 * A member of a record whose keys are not known in advance: `undefined` for
 * `constructor`, `__proto__` and whatever else every object inherits. Names
 * that clients send are looked up with this, or in a `Map`.
 */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
