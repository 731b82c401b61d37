import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * A client that waits for `100 Continue` before it sends its body (RFC 9110,
 * section 10.1.1). It is told to continue when somebody reads the body, so
 * that a request that is rejected for its head costs no upload.
 */
export class Expectation {
  private met = false;

  private constructor(private readonly response: ServerResponse) {}

  /** The expectation of a request; `undefined` when it has none. */
  static of({ headers }: IncomingMessage, response: ServerResponse): Expectation | undefined {
    return headers.expect?.toLowerCase() === "100-continue" ? new Expectation(response) : undefined;
  }

  /** Asks for the body. */
  meet(): void {
    if (this.met) return;
    this.met = true;
    this.response.writeContinue();
  }

  /** The response is about to be sent. Whether an unread body follows is unknown: the connection cannot be used again. */
  end(): void {
    if (!this.met) this.response.shouldKeepAlive = false;
  }
}
