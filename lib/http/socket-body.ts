import type { IncomingMessage } from "node:http";
import { BodyTooLarge, type WireBody } from "../wire/message.js";
import type { Expectation } from "./expectation.js";

const NOTHING = new Uint8Array(0);

/** The body of a request that comes over a socket. */
export class SocketBody implements WireBody {
  constructor(
    private readonly message: IncomingMessage,
    private readonly expectation?: Expectation,
  ) {}

  bytes(limit: number): Uint8Array | Promise<Uint8Array> {
    const { message } = this;
    const { "content-length": length, "transfer-encoding": encoding } = message.headers;
    if (length === undefined && encoding === undefined) return NOTHING;
    if (Number(length ?? 0) > limit) return Promise.reject(new BodyTooLarge(limit));
    // A client may be gone before anybody asks for its body; then no event tells of it any more.
    if (message.destroyed && !message.readableEnded) return Promise.reject(brokenOff());
    this.expectation?.meet();
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      message.on("data", (chunk: Buffer) => {
        size += chunk.length;
        // Beyond the limit the rest is read and thrown away, so that the connection can go on.
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

  stream(): AsyncIterable<Uint8Array> {
    // A reader that has seen enough must not break the connection off: its client is to get an answer.
    return {
      [Symbol.asyncIterator]: () => {
        this.expectation?.meet();
        return this.message.iterator({ destroyOnReturn: false });
      },
    };
  }
}

function brokenOff(): Error {
  return Object.assign(new Error("The client broke the request off."), { code: "ECONNRESET" });
}
