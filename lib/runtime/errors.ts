/** Details of an {@link AwsError} besides its code and message. */
export interface AwsErrorDetails {
  /** HTTP status. Default that of the service's model, else 400. */
  readonly status?: number;
  /** The code in the query protocol, if it differs from that of JSON and of the model. */
  readonly queryCode?: string;
  /** The message in the query protocol, if it differs from that of JSON. */
  readonly queryMessage?: string;
  /** Further modelled members of the error, by their AWS names (for example `resourceIds`). */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Extra response headers (for example `Retry-After`). */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * An unexpected exception. With it, the error is logged as a failure of the simulator. Not for invalid
   * input.
   */
  readonly cause?: unknown;
}

/**
 * An error that the client of a simulated service receives.
 *
 * `code` is AWS's name for it (`ClusterNotFoundException`); the protocol of the service determines its
 * encoding. Services throw these from the factories in their `errors.ts`, never directly.
 */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly status: number | undefined;
  readonly queryCode: string | undefined;
  readonly queryMessage: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: string,
    message: string,
    details: AwsErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = details.status;
    this.queryCode = details.queryCode;
    this.queryMessage = details.queryMessage ?? message;
    this.members = details.members ?? {};
    this.headers = details.headers ?? {};
  }
}
