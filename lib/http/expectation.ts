import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * A client that waits for `100 Continue` before it sends its body (RFC 9110, section 10.1.1). The server
 * sends it when the body is first read, so that a request rejected for its headers costs no upload.
 */
export class Expectation {
  private met = false;

  private constructor(private readonly response: ServerResponse) {}

  /** The expectation of a request; `undefined` if it has none. */
  static of({ headers }: IncomingMessage, response: ServerResponse): Expectation | undefined {
    return headers.expect?.toLowerCase() === "100-continue" ? new Expectation(response) : undefined;
  }

  /** Requests the body. */
  meet(): void {
    if (this.met) return;
    this.met = true;
    this.response.writeContinue();
  }

  /**
   * Called before the response is sent. The connection cannot be reused, because an unread body may follow.
   */
  end(): void {
    if (!this.met) this.response.shouldKeepAlive = false;
  }
}
