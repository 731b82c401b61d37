/** Whether a Map state of a definition has a label. */
export function hasLabel(definition: string, label: string): boolean {
  const open: unknown[] = [JSON.parse(definition)];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    if ("Label" in value && value.Label === label && "Type" in value && value.Type === "Map") return true;
    for (const inner of Object.values(value)) if (inner !== null) open.push(inner);
  }
  return false;
}
