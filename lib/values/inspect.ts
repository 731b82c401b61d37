/** The method that Node's `util.inspect`, and so `console.log`, calls to show an object. */
export const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** The function that Node passes to that method to show parts of the object. */
export type Inspect = (value: unknown, options: object) => string;
