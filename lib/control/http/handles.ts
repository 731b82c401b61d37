import { defineTransient } from "../../runtime/transient-state.js";

/**
 * The handles created over HTTP, by their routes and path values. They can be read until the next reset, also
 * after they ended.
 */
export const HANDLES = defineTransient("control.handles", () => new Map<string, object>());
