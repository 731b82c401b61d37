import { StateFailed } from "../interpreter/failure.js";

/** The items of a distributed Map state cannot be read. */
export function itemReaderFailed(cause: string): StateFailed {
  return new StateFailed({ error: "States.ItemReaderFailed", cause });
}

/** The results of a map run cannot be written. */
export function resultWriterFailed(cause: string): StateFailed {
  return new StateFailed({ error: "States.ResultWriterFailed", cause });
}

/** The failures exceed the tolerance. */
export const TOO_MANY_FAILURES = {
  error: "States.ExceedToleratedFailureThreshold",
  cause: "The specified tolerated failure threshold was exceeded",
} as const;
