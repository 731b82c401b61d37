/** A rejected call of the control over HTTP. The message describes what happened and what to do. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  constructor(
    readonly status: 400 | 403 | 404 | 405 | 413 | 503,
    message: string,
    readonly more: {
      readonly headers?: Readonly<Record<string, string>>;
      /** With status 404: the kind of what does not exist. */
      readonly unknown?: string;
    } = {},
  ) {
    super(message);
  }
}
