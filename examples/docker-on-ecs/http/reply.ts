import type { Readable, Writable } from "node:stream";

/** A response that is complete. */
export interface Plain {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A response whose headers are sent immediately, and whose body comes as it is made. */
export interface Streamed {
  readonly contentType: string;
  readonly chunks: AsyncIterable<string | Uint8Array>;
}

/** A connection that leaves HTTP: raw bytes in both directions until the server ends it. */
export interface Hijacked {
  readonly contentType: string;
  converse(connection: RawConnection): Promise<void>;
}

/** Both directions of a hijacked connection. The end of `input` is only the end of the client's input. */
export interface RawConnection {
  readonly input: Readable;
  readonly output: Writable;
}

/** What a route returns. */
export type Reply = Plain | Streamed | Hijacked;

/** A JSON body. Docker's clients need this content type to the letter. */
export function json(status: number, body: unknown): Plain {
  return {
    status,
    headers: { "Content-Type": "application/json" },
    body: `${JSON.stringify(body)}\n`,
  };
}

/** A response without a body. */
export function empty(status: number): Plain {
  return { status };
}

/** Content types of streams: framed if stdout and stderr are apart. */
export function streamType(tty: boolean): string {
  return `application/vnd.docker.${tty ? "raw" : "multiplexed"}-stream`;
}
