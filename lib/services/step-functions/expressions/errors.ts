/** The error names of failed expressions (https://states-language.net/#appendix-a). */
export type ExpressionErrorName =
  | "States.DataLimitExceeded"
  | "States.IntrinsicFailure"
  | "States.ParameterPathFailure"
  | "States.QueryEvaluationError"
  | "States.ResultPathMatchFailure"
  | "States.Runtime";

/**
 * An expression cannot be evaluated. The interpreter fails the state with these values, after it has added
 * "An error occurred while executing the state …" to the cause.
 */
export class StatesError extends Error {
  override readonly name = "StatesError";
  /** AWS's message, without the state. */
  override readonly cause: string;

  constructor(
    /** The name that Retry and Catch match. */
    readonly error: ExpressionErrorName,
    cause: string,
    /**
     * The location of the JSONata expression in the state, for EvaluationFailed events: `Arguments/Payload`.
     */
    readonly location?: string,
  ) {
    super(`${error}: ${cause}`);
    this.cause = cause;
  }
}
