import type { ContextAt } from "../../../runtime/context.js";
import type { ObjectReader } from "../../../runtime/ports/objects.js";
import { contentOf } from "./content.js";

/** Reads the files that ECS takes variables from. */
export function objectsPort(contextAt: ContextAt): ObjectReader {
  return { content: (at, location) => contentOf(contextAt(at), location) };
}
