import type { ContextAt } from "../../../runtime/context.js";
import type { CodeStore } from "../../../runtime/ports/code-store.js";
import { contentOf } from "./content.js";

/** Reads the archives of functions and layers for Lambda. */
export function codeStorePort(contextAt: ContextAt): CodeStore {
  return { read: (at, location) => Promise.resolve(contentOf(contextAt(at), location)) };
}
