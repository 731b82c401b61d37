import { isRecord } from "../values/is-record.js";
import type { Shape, StructureShape } from "./shapes.js";
import type { Values } from "./values.js";

/**
 * Prints a value as Java's `toString` does, which is how AWS quotes values in validation messages: `[a, b]`,
 * `{key=2.0}`, `Tag(key=a, value=null)`. Secrets inside are omitted.
 */
export function render(shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return "null";
  if (shape.sensitive) return "***";
  switch (shape.type) {
    case "structure":
      return isRecord(value) ? renderStructure(shape, value) : String(value);
    case "list":
      return Array.isArray(value)
        ? `[${value.map((item) => render(shape.member.shape, item)).join(", ")}]`
        : "[]";
    case "map": {
      const entries = Object.entries(value).map(([key, item]) => `${key}=${render(shape.value.shape, item)}`);
      return `{${entries.join(", ")}}`;
    }
    case "float":
    case "double":
      return Number.isInteger(value) ? `${value}.0` : String(value);
    case "timestamp":
      return value instanceof Date ? value.toISOString() : String(value);
    case "blob":
      // Java prints a buffer's position and size, never its content.
      return value instanceof Uint8Array
        ? `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`
        : String(value);
    default:
      return String(value);
  }
}

function renderStructure(shape: StructureShape, value: Values): string {
  const members = shape.members.map((member) => {
    const name = member.name.charAt(0).toLowerCase() + member.name.slice(1);
    return `${name}=${render(member.shape, value[member.name])}`;
  });
  return `${shape.name}(${members.join(", ")})`;
}
