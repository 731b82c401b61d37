import type { Shape, StructureShape } from "../../lib/model/shapes.js";
import { isRecord } from "../../lib/values/is-record.js";

export interface Carrying {
  /** A structure or map without members leaves no trace. */
  readonly dropsEmpty: boolean;
  /** Flat lists (ec2, most of S3's) leave no trace when they are empty. */
  readonly dropsEmptyLists: boolean;
}

/**
 * The part of a value that the wire carries, in plain objects and arrays, so
 * that what went in can be compared with what came out.
 */
export function normalize(shape: StructureShape, value: unknown, carrying: Carrying): unknown {
  return normalizeShape(shape, value, carrying) ?? {};
}

function normalizeShape(shape: Shape, value: unknown, carrying: Carrying): unknown {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Uint8Array) return [...value];
  switch (shape.type) {
    case "structure":
      if (shape.eventStream) return undefined;
      if (shape.document || !isRecord(value)) return value;
      return compact(
        shape.members.map((member) => [
          member.name,
          normalizeShape(member.shape, value[member.name], carrying),
        ]),
        carrying,
      );
    case "map":
      if (!isRecord(value)) return value;
      return compact(
        Object.entries(value).map(([key, item]) => [key, normalizeShape(shape.value.shape, item, carrying)]),
        carrying,
      );
    case "list": {
      if (!Array.isArray(value)) return value;
      const items = value.map((item) => normalizeShape(shape.member.shape, item, carrying));
      const present = items.filter((item) => item !== undefined);
      if (items.length === 0 && carrying.dropsEmptyLists) return undefined;
      // An empty list is written; one of nothing but empty structures is not.
      return present.length === 0 && items.length > 0 ? undefined : present;
    }
    default:
      return value;
  }
}

function compact(entries: readonly (readonly [string, unknown])[], carrying: Carrying): object | undefined {
  const present = entries.filter(([, value]) => value !== undefined);
  return present.length === 0 && carrying.dropsEmpty ? undefined : Object.fromEntries(present);
}
