import { readFileSync } from "node:fs";
import { type Kind, object, string } from "../../../control/definition/kinds.js";
import { isError } from "../../../values/is-error.js";
import { isRecord } from "../../../values/is-record.js";
import { type MockConfiguration, readConfiguration } from "./configuration.js";
import { isFailure, type MockFailure, type MockOutcome } from "./outcome.js";

const FAILURE = object<MockFailure>({ error: string, cause: string }, "error");

/**
 * The outcome of a mock; in process also a handler. JSON has `{ output }`, the result, or `{ error, cause }`.
 */
export const mockOutcome: Kind<MockOutcome<unknown>> = {
  schema: {
    type: "object",
    properties: { output: {}, error: string.schema, cause: string.schema },
    additionalProperties: false,
  },
  isBody: true,
  check(value, name) {
    if (value === undefined)
      throw new TypeError(`"${name}" must not be undefined. Use null for an empty result.`);
    // Every other value is an outcome: a handler, a failure, or the result.
    return value;
  },
  decode(json) {
    const { output, ...failure } = isRecord(json) ? json : {};
    if ((output === undefined) === (failure.error === undefined))
      throw new TypeError('Use either "output", the result, or "error", optionally with "cause".');
    return output === undefined ? FAILURE.check(failure, "failure") : output;
  },
  encode(outcome) {
    if (isError(outcome)) return { error: outcome.name, cause: outcome.message };
    return typeof outcome === "object" && outcome !== null && isFailure(outcome)
      ? outcome
      : { output: outcome };
  },
};

/** A mock configuration, or its path in the same process. */
export const mockConfiguration: Kind<string | MockConfiguration> = {
  schema: {
    type: "object",
    properties: { StateMachines: { type: "object" }, MockedResponses: { type: "object" } },
    required: ["StateMachines", "MockedResponses"],
    additionalProperties: false,
  },
  isBody: true,
  check(value) {
    const configuration = typeof value === "string" ? readFile(value) : value;
    readConfiguration(configuration);
    // It was parsed without an error.
    return configuration as MockConfiguration;
  },
  decode(json) {
    // A path sent over the network belongs to another machine.
    if (typeof json === "string") throw new TypeError("Pass the mock configuration itself, not a path.");
    return json;
  },
};

/** @throws TypeError for a file that cannot be read or is not JSON. */
function readFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`The mock configuration ${path} cannot be read: ${reason}`, { cause: error });
  }
}
