/** What an {@link AwsError} carries besides its code and message. */
export interface AwsErrorDetails {
  /** HTTP status; left out, the service's model says which, else 400. */
  readonly status?: number;
  /** Further modelled members of the error, by their AWS names (for example `resourceIds`). */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Extra response headers (for example `Retry-After`). */
  readonly headers?: Readonly<Record<string, string>>;
  /** What nobody expected to be thrown: with it, the error is logged as a failure of the simulator. Not for bad input. */
  readonly cause?: unknown;
}

/**
 * An error that the client of a simulated service sees on the wire.
 *
 * `code` is AWS's name for it (`ClusterNotFoundException`); the protocol of the
 * service decides how it is written. Services throw these from the factories
 * in their `errors.ts`, never directly.
 */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly status: number | undefined;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: string,
    message: string,
    details: AwsErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = details.status;
    this.members = details.members ?? {};
    this.headers = details.headers ?? {};
  }
}
