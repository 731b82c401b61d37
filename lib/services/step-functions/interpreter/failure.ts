/** The failure of a state or execution: the error name for Retry and Catch, and its cause. */
export interface Failure {
  /** Absent in a Fail state without `Error`. */
  readonly error?: string;
  readonly cause?: string;
  /** A second name for Retry and Catch: that of a missed heartbeat. */
  readonly alias?: string;
}

/** Failures that only their own name matches. */
const TERMINAL: ReadonlySet<string> = new Set(["States.DataLimitExceeded", "States.Runtime"]);

/**
 * Whether a name in `ErrorEquals` matches a failure
 * (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html).
 */
export function matchesFailure(names: readonly string[], { error, alias }: Failure): boolean {
  return names.some((name) => {
    if (name === error || name === alias) return true;
    if (error !== undefined && TERMINAL.has(error)) return false;
    if (name === "States.ALL") return true;
    return name === "States.TaskFailed" && error !== "States.Timeout";
  });
}

/** AWS's prefix of the reason why a state failed. */
export function causeIn(state: string, enteredEvent: number, reason: string): string {
  return `An error occurred while executing the state '${state}' (entered at the event id #${enteredEvent}). ${reason}`;
}

/** The failure of data above the limit. @param what the state, `lambda`, or the ARN of a function. */
export function dataLimitExceeded(what: string): Failure {
  return {
    error: "States.DataLimitExceeded",
    cause: `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  };
}

/** A state fails with a complete cause, not because of an expression. */
export class StateFailed extends Error {
  override readonly name = "StateFailed";
  constructor(readonly failure: Failure) {
    super(`${failure.error}: ${failure.cause}`);
  }
}
