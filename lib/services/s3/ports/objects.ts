import type { ContextAt } from "../../../runtime/context.js";
import type { ObjectReader } from "../../../runtime/ports/objects.js";
import { contentOf } from "./content.js";

/** Reads environment files for ECS. */
export function objectsPort(contextAt: ContextAt): ObjectReader {
  return { content: (at, location) => contentOf(contextAt(at), location) };
}
