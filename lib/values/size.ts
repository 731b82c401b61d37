/** Whether the names, strings and bytes in a value exceed a number of bytes. Stops as soon as they do. */
export function isLargerThan(value: unknown, bytes: number): boolean {
  return left(value, bytes) < 0;
}

/** The number of bytes of `budget` that a value leaves. */
function left(value: unknown, budget: number): number {
  if (typeof value === "string") return budget - value.length;
  if (value instanceof Uint8Array) return budget - value.byteLength;
  if (typeof value !== "object" || value === null) return budget;
  let rest = budget;
  for (const [name, inner] of Object.entries(value)) {
    rest = left(inner, rest - name.length);
    if (rest < 0) break;
  }
  return rest;
}
