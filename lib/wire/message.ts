/** An HTTP request, received over a socket or directly from a client in this process. */
export interface WireRequest {
  readonly method: string;
  /** The raw request target up to "?", never decoded: `..`, `//` and `%2F` are part of an S3 key. */
  readonly path: string;
  /** The raw string after "?", or "". */
  readonly query: string;
  /** Names in lower case; repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: WireBody;
  /** Sent by a client in this process, without a socket. */
  readonly inProcess?: boolean;
  /** The other end of the connection; omitted for a client in this process. */
  readonly peer?: {
    readonly remoteAddress?: string | undefined;
    /** Whether the connection uses TLS. */
    readonly encrypted?: boolean | undefined;
  };
  /** The client that waits for the response; omitted if it cannot be observed. */
  readonly client?: WireClient;
}

/** A client that waits for a response. */
export interface WireClient {
  /**
   * Calls a listener if the client disconnects before its response is sent. Returns a function that removes
   * the listener.
   */
  onClose(listener: () => void): () => void;
}

/** An unread body. It can be read once. */
export interface WireBody {
  /**
   * The whole body, up to `limit` bytes; rejects with a {@link BodyTooLarge} above that. Synchronous if it is
   * buffered.
   */
  bytes(limit: number): Uint8Array | Promise<Uint8Array>;
  /** The body as it arrives. */
  stream(): AsyncIterable<Uint8Array>;
}

/** Thrown by {@link WireBody.bytes} if a body exceeds the limit. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
  constructor(readonly limit: number) {
    super(`The request body is larger than ${limit} bytes.`);
  }
}

/** The response to a {@link WireRequest}. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** Sent without a `Date` header, unless `headers` has one. Default `Date` with real time. */
  readonly dateless?: boolean;
  /** The client expects a stream, whatever the type of the body. */
  readonly streamed?: boolean;
  /** A string is sent as UTF-8; an iterable is streamed. */
  readonly body?: string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Thrown by a dispatcher to close the connection without a response. */
export class ConnectionDropped extends Error {
  override readonly name = "ConnectionDropped";
  constructor() {
    super("The simulator broke the connection off, as a fault asked for.");
  }
}

/** Whether reading a body failed because the client disconnected, in any of Node's error forms. */
export function isBrokenOff(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ECONNRESET" || error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
