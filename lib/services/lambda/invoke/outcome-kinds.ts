import { boolean, type Kind, object, string } from "../../../control/definition/kinds.js";
import { isError } from "../../../values/is-error.js";
import { isRecord } from "../../../values/is-record.js";
import type { LambdaOutcome } from "./handler.js";
import type { LambdaTarget } from "./registrations.js";

const ERROR = object<{ name?: string; message?: string }>({ name: string, message: string });

/**
 * The return value or error of a function; in process also a handler. JSON has `{ response }` or
 * `{ error: { name, message } }`.
 */
export const lambdaOutcome: Kind<LambdaOutcome<unknown>> = {
  schema: {
    type: "object",
    properties: { response: {}, error: ERROR.schema },
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
  },
  isBody: true,
  check(value, name) {
    if (value === undefined)
      throw new TypeError(`"${name}" must not be undefined. Use null for a function that returns nothing.`);
    // Every other value is an outcome: a handler, an error, or a return value.
    return value;
  },
  decode(json) {
    const { response, error, ...others } = isRecord(json) ? json : {};
    if ((response === undefined) === (error === undefined) || Object.keys(others).length > 0)
      throw new TypeError('Use either "response", the return value, or "error", the exception.');
    if (error === undefined) return response;
    const { name = "Error", message = "" } = ERROR.check(error, "error");
    return Object.assign(new Error(message), { name });
  },
  encode: (outcome) =>
    isError(outcome) ? { error: { name: outcome.name, message: outcome.message } } : { response: outcome },
};

const TARGET = object<LambdaTarget>({ name: string, captureConsole: boolean }, "name");

/** The name of a function, in process optionally with options of its behaviour. */
export const functionTarget: Kind<string | LambdaTarget> = {
  schema: string.schema,
  check: (value, name) => (isRecord(value) ? TARGET.check(value, name) : string.check(value, name)),
  encode(target) {
    if (typeof target === "string") return target;
    if (target.captureConsole)
      throw new TypeError(
        '"captureConsole" is for handlers, which cannot be sent to another process. Omit it.',
      );
    return target.name;
  },
};
