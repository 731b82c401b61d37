/**
 * One HTTP request as every part of the simulator sees it, whether it came
 * over a socket or straight from a client in this process.
 */
export interface WireRequest {
  readonly method: string;
  /** The raw request target up to "?", never decoded: `..`, `//` and `%2F` are part of an S3 key. */
  readonly path: string;
  /** The raw text after "?", or "". */
  readonly query: string;
  /** Names in lower case; repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: WireBody;
  /** A client in this process sent it, without a socket. */
  readonly inProcess?: boolean;
}

/** A body that has not been read yet. It can be read once. */
export interface WireBody {
  /** The whole body; `limit` bytes at most, or it rejects with a {@link BodyTooLarge}. No promise where there is none to wait for. */
  bytes(limit: number): Uint8Array | Promise<Uint8Array>;
  /** The body as it arrives. */
  stream(): AsyncIterable<Uint8Array>;
}

/** Thrown by {@link WireBody.bytes} when a body is larger than its reader accepts. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
  constructor(readonly limit: number) {
    super(`The request body is larger than ${limit} bytes.`);
  }
}

/** The answer to a {@link WireRequest}. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** Sent without a `Date` header, unless there is one in `headers`; left out, with real time. */
  readonly dateless?: boolean;
  /** The client expects a stream, however the body is given here. */
  readonly streamed?: boolean;
  /** Text is sent as UTF-8; an iterable is streamed. */
  readonly body?: string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Thrown by a dispatcher that wants the connection broken off without an answer. */
export class ConnectionDropped extends Error {
  override readonly name = "ConnectionDropped";
  constructor() {
    super("The simulator broke the connection off, as a fault asked for.");
  }
}

/** Whether reading a body failed because the client is gone, in any of the ways in which Node says so. */
export function isBrokenOff(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ECONNRESET" || error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
