/** A rejected control request. The message describes the problem and the next step. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  constructor(
    readonly status: 400 | 403 | 404 | 405 | 413 | 503,
    message: string,
    readonly more: {
      readonly headers?: Readonly<Record<string, string>>;
      /** With status 404: the kind of the missing resource. */
      readonly unknown?: string;
    } = {},
  ) {
    super(message);
  }
}
