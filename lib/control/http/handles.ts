import { defineTransient } from "../../runtime/transient-state.js";

/**
 * The handles that were made over HTTP, by their routes and the values in their
 * paths. They can be read until the next reset, also after they ended.
 */
export const HANDLES = defineTransient("control.handles", () => new Map<string, object>());
