import type { Readable } from "node:stream";
import { BodyTooLarge, type WireBody } from "../wire/message.js";

const NOTHING = new Uint8Array(0);

/** A client from which the body must be requested. */
export interface Awaiting {
  meet(): void;
}

/** The body of a request that arrives over a socket. */
export class SocketBody implements WireBody {
  /** Whether the whole body was read. `false` while it arrives. */
  isRead = false;

  /**
   * @param message a request of HTTP/1, or a stream of HTTP/2
   * @param length in bytes, `undefined` if the client did not announce it; 0 if there is no body
   */
  constructor(
    private readonly message: Readable,
    private readonly length: number | undefined,
    private readonly expectation?: Awaiting,
  ) {}

  bytes(limit: number): Uint8Array | Promise<Uint8Array> {
    const { message, length } = this;
    if (length === 0) return NOTHING;
    if (length !== undefined && length > limit) return Promise.reject(new BodyTooLarge(limit));
    // A client may disconnect before the body is read; no later event reports it.
    if (message.destroyed && !message.readableEnded) return Promise.reject(brokenOff());
    this.expectation?.meet();
    if (length !== undefined && message.readableLength === length) return this.readBuffered();
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      message.on("data", (chunk: Buffer) => {
        size += chunk.length;
        // Beyond the limit the rest is read and discarded, so that the connection can be reused.
        if (size > limit) reject(new BodyTooLarge(limit));
        else chunks.push(chunk);
      });
      message.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
      message.on("error", reject);
      message.on("close", () => {
        if (!message.readableEnded) reject(brokenOff());
      });
    });
  }

  /** Cheaper than the events of a stream. */
  private readBuffered(): Uint8Array {
    this.isRead = true;
    const whole: Buffer = this.message.read();
    return whole;
  }

  stream(): AsyncIterable<Uint8Array> {
    // A reader that stops early must not close the connection, because the client must receive a response.
    return {
      [Symbol.asyncIterator]: () => {
        this.expectation?.meet();
        return this.message.iterator({ destroyOnReturn: false });
      },
    };
  }
}

/** The error for a body whose client disconnected. */
export function brokenOff(): Error {
  return Object.assign(new Error("The client aborted the request."), { code: "ECONNRESET" });
}
