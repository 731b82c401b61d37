import type { Json } from "../../../runtime/store/codec.js";
import type { State } from "../definition/types.js";
import {
  failuresWithoutMock,
  mockedResult,
  mockNotSupported,
  mockRequired,
  notOneMock,
  secretsOfMock,
  tooManyFailures,
} from "../errors/test-state.js";
import type { TestStateInput } from "../generated/types.js";
import { readResource } from "../integrations/resource.js";
import type { MockResult } from "../mocks/outcome.js";

/**
 * The mocked result in a request; `undefined` if there is none.
 *
 * @throws ValidationException, InvalidDefinition
 */
export function readMock(state: State, input: TestStateInput): MockResult | undefined {
  const { mock, revealSecrets, stateConfiguration } = input;
  const failures = stateConfiguration?.mapIterationFailureCount;
  if (!mock) {
    if (state.type === "Map" || state.type === "Parallel") throw mockRequired();
    if (failures !== undefined) throw failuresWithoutMock();
    return undefined;
  }
  if (state.type !== "Task" && state.type !== "Map" && state.type !== "Parallel")
    throw mockNotSupported(state.type);
  if (revealSecrets) throw secretsOfMock();
  const { result, errorOutput } = mock;
  if ((result === undefined) === (errorOutput === undefined)) throw notOneMock();
  if (errorOutput) return { error: errorOutput.error ?? "", cause: errorOutput.cause };
  return { output: checkedResult(state, parse(result ?? ""), failures ?? 0) };
}

function checkedResult(state: State, output: Json, failures: number): Json {
  const isArray = Array.isArray(output);
  if (state.type === "Map" || state.type === "Parallel") {
    if (!isArray) throw mockedResult("be an array.");
    if (state.type === "Parallel" && output.length !== state.branches.length)
      throw mockedResult("contain the same number of items as number of Parallel branches.");
    if (failures > output.length) throw tooManyFailures();
  } else if (state.type === "Task" && readResource(state.resource).kind === "service") {
    if (isArray || typeof output !== "object" || output === null) throw mockedResult("be a JSON object.");
  }
  return output;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw mockedResult("be valid JSON");
  }
}
