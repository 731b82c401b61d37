/** A request to AWS that failed: `ecs: RunTask: ClusterNotFoundException: Cluster not found.` */
export class AwsError extends Error {
  override readonly name = "AwsError";

  constructor(
    readonly service: string,
    readonly operation: string,
    /** AWS's code, such as `ClusterNotFoundException`. */
    readonly code: string,
    message: string,
    readonly requestId: string | undefined,
    options?: ErrorOptions,
  ) {
    super(`${service}: ${operation}: ${code}: ${message}`, options);
  }
}

/** Whether an error is AWS's, with one of these codes. */
export function isAwsError(error: unknown, ...codes: string[]): error is AwsError {
  return error instanceof AwsError && codes.includes(error.code);
}
