import type { Leaf } from "./event.js";

/** Whether a value of an event matches; `undefined` is a missing value. */
export type Matcher = (value: Leaf | undefined) => boolean;
