import { StateFailed } from "../failure.js";

/** No rule of a Choice state matches, and it has no `Default`. */
export function noChoiceMatched(): StateFailed {
  return new StateFailed({
    error: "States.NoChoiceMatched",
    cause: "Failed to transition out of the state. The state does not point to a next state.",
  });
}
