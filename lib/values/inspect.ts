/** The method by which Node's `util.inspect`, and with it `console.log`, shows an object. */
export const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** What Node gives that method to show parts of the object. */
export type Inspect = (value: unknown, options: object) => string;
