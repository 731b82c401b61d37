/** How a call through an SDK client failed. */
export interface Failure {
  /** The name of the SDK's error. */
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
}

/** Waits for a call to fail, and fails itself where it does not. */
export async function failure(call: Promise<unknown>): Promise<Failure> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("The call did not fail.");
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  return { code: name, status: $metadata?.httpStatusCode, message };
}
